"""Which statements are one claim, and what stands behind it and against it? The order of linking, on one page.

    of each story: sayings -> groups of the same words -> pairs worth comparing -> signs, chance and gates -> clusters
            -> for each cluster: bearings, wording, values, origins, what speaks against it, what has become surer

A claim keeps its id as coverage grows: it is taken from `known` where the two share statements or words.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, count, groupby
from statistics import fmean
from typing import Final

from firsthand.engines.matching import Reads, read_anew
from firsthand.link.across import across
from firsthand.link.against import against_within
from firsthand.link.bearing import bearings, says_no, vouching
from firsthand.link.borrowed import with_borrowed
from firsthand.link.clashes import ALIKE_BUT_FOR, ONE_MATTER, claim_conflicts
from firsthand.link.cluster import clusters
from firsthand.link.compare import Comparer, Gate, Likeness
from firsthand.link.copies import Copies
from firsthand.link.denials import Denied, denied_claims, find_denials
from firsthand.link.drift import find_drift
from firsthand.link.headlines import find_headline_drift
from firsthand.link.late import Late
from firsthand.link.meaning import Meanings, meanings_of
from firsthand.link.origins import lineage_of
from firsthand.link.pairs import Group, count_features, grouped, kin_of, propose
from firsthand.link.roster import Roster, call_roster
from firsthand.link.ruled import Ruled, parted
from firsthand.link.saying import Saying, is_recap, sayings_of
from firsthand.link.signs import Signs
from firsthand.link.surroundings import Surroundings
from firsthand.link.variants import values_of, variants_of
from firsthand.link.wording import as_sentence, plainest
from firsthand.link.wordings import successors
from firsthand.link.worth import says_something
from firsthand.model.claim import Against, Claim, Drift, Mention, Standing
from firsthand.model.correction import Joining
from firsthand.model.ids import ArticleId, ClaimId, StatementId, content_id
from firsthand.model.statement import Reading
from firsthand.model.why import Step, Why
from firsthand.text.takebacks import find_takebacks

SURE: Final = 0.85
"""The chance of being one claim with the middle of its cluster from which a statement counts for the claim's origins: a
doubtful one is shown, and vouches for nothing, for over-counting is the dangerous error. Of claims that it was not
learnt on (182 of dev and test) so many have too many named origins: 15 at .7, 9 at .85; the right number 88 and 86."""
RULED: Final = "An editor holds two of these statements to be one claim."
MOST_REASONS: Final = 6
"""A claim gives so many reasons for being one: an editor reads no more."""


def link(
    stories: Iterable[Sequence[Reading]],
    known: Sequence[Claim] = (),
    joining: Joining = Joining(),  # noqa: B008 - frozen
    read: Reads = read_anew,
    used: Collection[ClaimId] = (),
) -> tuple[Claim, ...]:
    """Join the statements of each of `stories` into Claims; one is in a Claim, or in none if it says nothing to check.

    What the claims of a story are hangs on nothing but its own Readings, whose order changes nothing, and on `joining`:
    which statements editors hold to be one claim, and which not, goes before whatever is found here. Their ids hang on
    `known`, Claims made earlier, from which they are kept. Claims come by how many articles carry them, most first.
    They have no story, standing or history yet (see `track`). `read` tells what texts are about. A new id is
    none of those that are `used`.
    """
    linked = [_Linked.of(readings, joining, read) for readings in stories]
    sets = _sets(linked, joining)
    ids = claim_ids([members for _, members in sets], known, used)
    claims = []
    for seen, own in groupby(zip(sets, ids, strict=True), key=lambda told: told[0][0]):
        copies = Copies()  # of one story, or those of ten thousand articles would be kept at once
        claims += [_claim(members, name, seen.roster, copies, seen.found) for (_, members), name in own]
    claim_of = {m.statement: claim.id for claim in claims for m in claim.mentions}
    against: dict[ClaimId, list[Against]] = defaultdict(list)
    drift: dict[ClaimId, list[Drift]] = defaultdict(list)
    for one in linked:
        for claim, conflicts in claim_conflicts(one.found.alike, claim_of.get, one.roster).items():
            against[claim] += conflicts
        for claim, denials in denied_claims(one.found.denied, claim_of.get, one.roster).items():
            against[claim] += denials
        for claim, drifts in _drifts(one.found.drift, claim_of.get).items():
            drift[claim] += drifts
    whole = (_with_more(claim, tuple(against[claim.id]), tuple(drift[claim.id])) for claim in claims)
    return tuple(sorted(whole, key=lambda c: (-c.lineage.articles, -len(c.mentions), c.text, c.id)))


@dataclass(frozen=True, slots=True)
class _Linked:
    """The Sayings of each claim of one story, those in none (`loose`), and what was seen in putting them together."""

    readings: tuple[Reading, ...]
    sets: tuple[tuple[Saying, ...], ...]
    loose: tuple[tuple[Saying, ...], ...]
    found: "_Joined"
    roster: Roster

    @classmethod
    def of(cls, readings: Sequence[Reading], joining: Joining, read: Reads) -> "_Linked":
        """What `readings`, of one story, claim."""
        roster = call_roster(readings)
        groups = parted(grouped(with_borrowed(sayings_of(readings, roster))), joining.apart)
        found = _join(readings, groups, roster, joining, read)
        joined = (
            tuple(sorted((s for at in cluster for s in groups[at].sayings), key=lambda s: s.order))
            for cluster in found.clusters
        )
        sets = tuple(members for members in joined if any(map(says_something, members)))
        held = {saying.statement.id for members in sets for saying in members}
        loose = tuple(group.sayings for group in groups if group.first.statement.id not in held)
        return cls(tuple(readings), sets, loose, found, roster)

    @classmethod
    def across(cls, several: Sequence["_Linked"]) -> "_Linked":
        """What is seen of a claim of several stories: what is seen in each of them. Its words are not compared."""
        readings = tuple(reading for one in several for reading in one.readings)
        home = {reading.revision.article: one.found for one in several for reading in one.readings}

        def explain(left: Saying, right: Saying) -> Why:
            own, other = (home[saying.reading.revision.article] for saying in (left, right))
            return own.explain(left, right) if own is other else ()

        together = several[0].found.together
        sure = frozenset(statement for one in several for statement in one.found.sure)
        sure |= {statement for pair in together if not sure.isdisjoint(pair) for statement in pair}

        def chance(left: Saying, right: Saying) -> float:
            own, other = (home[saying.reading.revision.article] for saying in (left, right))
            return own.chance(left, right) if own is other else 1.0

        found = _Joined(
            clusters=(), sure=sure, alike=(), denied=(), drift=(), explain=explain, chance=chance, together=together
        )
        return cls(readings, (), (), found, call_roster(readings))


def _sets(linked: Sequence[_Linked], joining: Joining) -> tuple[tuple[_Linked, tuple[Saying, ...]], ...]:
    """The Sayings of each claim, by story, and what they are seen by; of several stories where editors say so."""
    told = [(at, members) for at, one in enumerate(linked) for members in one.sets]
    own = len(told)
    told += [(at, members) for at, one in enumerate(linked) for members in one.loose] if joining.together else []
    joined = across([members for _, members in told], [at for at, _ in told], joining)
    return tuple(_set([told[at] for at in places], linked) for places in joined if places[0] < own)


def _set(
    told: Sequence[tuple[int, tuple[Saying, ...]]], linked: Sequence[_Linked]
) -> tuple[_Linked, tuple[Saying, ...]]:
    if len(told) == 1:
        return linked[told[0][0]], told[0][1]
    members = sorted((saying for _, some in told for saying in some), key=lambda s: s.order)
    return _Linked.across([linked[at] for at in sorted({at for at, _ in told})]), tuple(members)


@dataclass(frozen=True, slots=True)
class _Joined:
    """What was seen of a story's groups.

    The clusters of groups, by place; which statements surely belong to theirs; alike Sayings, and which of them deny
    the other; what has become surer; why two are one, and the chance of it; and which editors hold to be one.
    """

    clusters: tuple[tuple[int, ...], ...]
    sure: frozenset[StatementId]
    alike: tuple[tuple[Saying, Saying], ...]
    denied: tuple[Denied, ...]
    drift: tuple[Drift, ...]
    explain: Callable[[Saying, Saying], Why]
    chance: Callable[[Saying, Saying], float]
    together: tuple[tuple[StatementId, StatementId], ...]


def _join(
    readings: Sequence[Reading], groups: Sequence[Group], roster: Roster, joining: Joining, read: Reads
) -> _Joined:
    ruled = Ruled.of(groups, joining)
    table = _Table.of(readings, groups, roster, ruled, read)
    pairs = sorted(propose(groups, table.having, table.meanings))
    told = [(left, right) for left, right in pairs if not (groups[left].only_joins or groups[right].only_joins)]
    found = clusters(
        len(groups),
        told,
        lambda left, right: table.compare(left, right).pull,
        table.barred,
        together=ruled.chains(lambda at: not groups[at].only_joins),
        apart=sorted(ruled.apart),
    )
    late = Late(groups=groups, ruled=ruled, instead=successors(readings), mean=table.mean)
    found = late.with_the_rest(found, pairs)
    standing = [pair for pair in pairs if not any(groups[at].is_replaced for at in pair)]
    alike = [
        (groups[left].first, groups[right].first)
        for left, right in standing
        if _is_one_matter(table.compare(left, right)) and not (groups[left].only_joins or groups[right].only_joins)
    ]
    sure = frozenset(s.statement.id for members in found for at in _core(members, table) for s in groups[at].sayings)
    drift = find_drift(groups, standing, found, lambda left, right: table.compare(left, right).score, roster)
    headlines = find_headline_drift((s for group in groups for s in group.sayings if not s.reading.replaced), roster)
    return _Joined(
        clusters=found,
        sure=sure,
        alike=tuple(alike),
        denied=find_denials(alike, table.chance, roster),
        drift=(*drift, *headlines),
        explain=table.comparer.explain,
        chance=table.chance,
        together=joining.together,
    )


def _is_one_matter(likeness: Likeness) -> bool:
    """Whether two speak of one matter, whatever they say of it: "arrested in Northport" and "arrested in Southport"."""
    return likeness.score >= ONE_MATTER or likeness.words >= ALIKE_BUT_FOR


def _core(members: Sequence[int], table: "_Table") -> Iterator[int]:
    """Those of a cluster that are likely one claim with the one that is likest to the others, or surely with one."""

    def chance(one: int, other: int) -> float:
        return table.compare(min(one, other), max(one, other)).score

    middle = max(members, key=lambda at: (sum(chance(at, other) for other in members if other != at), -at))
    sure = table.ruled.with_mates([at for at in members if at == middle or chance(at, middle) >= SURE])
    return (at for at in members if at in sure)


def all_pairs(readings: Sequence[Reading]) -> Iterator[tuple[Group, Group, Signs, Gate | None]]:
    """Every two groups of the same words in `readings`, what can be seen of them, and what keeps them apart.

    Without those that only outlets tell again: these are joined with claims that there are already.
    """
    roster = call_roster(readings)
    groups = grouped(with_borrowed(sayings_of(readings, roster)))
    comparer = _Table.of(readings, groups, roster, Ruled.of(groups, Joining()), read_anew).comparer
    for left, right in combinations([group for group in groups if not group.is_recap], 2):
        signs = comparer.signs(left.first, right.first)
        yield left, right, signs, comparer.gate(left.first, right.first, signs)


class _Table:
    """All groups of a story, compared by their places; what was compared once is kept."""

    def __init__(
        self, groups: Sequence[Group], comparer: Comparer, meanings: Meanings, having: Counter[str], ruled: Ruled
    ) -> None:
        self.comparer, self.meanings, self.having, self.ruled = comparer, meanings, having, ruled
        self._groups = groups
        self._kin = [kin_of(group) for group in groups]
        self._own = [frozenset(s.statement.id for s in group.sayings) for group in groups]
        self._place = {saying.statement.id: at for at, group in enumerate(groups) for saying in group.sayings}
        self._found: dict[tuple[int, int], Likeness] = {}

    @classmethod
    def of(
        cls, readings: Sequence[Reading], groups: Sequence[Group], roster: Roster, ruled: Ruled, read: Reads
    ) -> "_Table":
        """The table for `groups`, which are of `readings`."""
        firsts = [group.first for group in groups]
        surroundings = Surroundings.of(firsts)
        meanings = meanings_of(firsts, surroundings.sentences, read)
        having = count_features(groups)
        comparer = _comparer(readings, groups, roster, meanings, surroundings, having)
        return cls(groups, comparer, meanings, having, ruled)

    def barred(self, left: int, right: int) -> bool:
        """Whether a statement of the one lies in a statement of the other; what editors hold goes before."""
        pair = (min(left, right), max(left, right))
        if pair in self.ruled.apart or pair in self.ruled.together:
            return pair in self.ruled.apart
        return bool(self._kin[left] & self._own[right] or self._kin[right] & self._own[left])

    def mean(self, at: int, members: Sequence[int]) -> float:
        """How likely one is a claim with those of a cluster, the mean; 0 where it may never be with one of them."""
        if any(self.barred(at, other) for other in members):
            return 0.0
        return fmean(self.compare(min(at, other), max(at, other)).score for other in members)

    def chance(self, one: Saying, other: Saying) -> float:
        """How likely two of the Sayings are one claim."""
        left, right = sorted((self._place[one.statement.id], self._place[other.statement.id]))
        return 1.0 if left == right else self.compare(left, right).score

    def compare(self, left: int, right: int) -> Likeness:
        """How likely the two are one claim; the lower place first."""
        found = self._found.get((left, right))
        if found is None:
            found = self.comparer.compare(self._groups[left].first, self._groups[right].first)
            self._found[left, right] = found
        return found


def _comparer(
    readings: Sequence[Reading],
    groups: Sequence[Group],
    roster: Roster,
    meanings: Meanings,
    surroundings: Surroundings,
    having: Mapping[str, int],
) -> Comparer:
    by_article = {r.revision.article: r for r in sorted(readings, key=lambda r: r.revision.id) if not r.replaced}
    place = {saying.statement.id: at for at, group in enumerate(groups) for saying in group.sayings}
    return Comparer(
        documents=len(groups),
        having=having,
        roster=roster,
        near=lambda one, other: meanings.near(place[one], place[other]),
        told=lambda one, other: surroundings.told(place[one], place[other]),
        takebacks=[note for reading in by_article.values() for note in find_takebacks(reading.revision)],
    )


def _claim(members: Sequence[Saying], name: ClaimId, roster: Roster, copies: Copies, found: _Joined) -> Claim:
    negative = says_no(members)
    bearing = bearings(members, negative=negative)
    # What outlets only tell again, or no longer say, has no figures, no denials and no wording of its own.
    standing = [s for s in members if not s.reading.replaced]
    sourced = [s for s in standing if not is_recap(s.statement)]
    values = values_of(sourced, bearing)
    latest = {value.figure.kind: value.figure.amount for value in values if value.figure.kind is not None}
    sure = [s for s in standing if s.statement.id in found.sure]
    telling = next(told for some in (sourced, standing, members) if (told := [s for s in some if says_something(s)]))
    chosen = plainest([s for s in telling if s.denies == negative] or telling, bearing, latest)
    return Claim(
        id=name,
        story=None,
        text=as_sentence(chosen),
        mentions=tuple(
            Mention(article=s.reading.revision.article, statement=s.statement.id, bearing=bearing[s.statement.id])
            for s in members
        ),
        lineage=lineage_of(vouching(sure, bearing), standing, roster, copies),
        standing=Standing.OPEN,
        variants=variants_of(values),
        against=against_within(sourced, bearing, values, roster, found.chance),
        history=(),
        why=tuple(_reasons(members, chosen, found)),
    )


def _reasons(members: Sequence[Saying], chosen: Saying, found: _Joined) -> Iterator[Step]:
    """Why the others are one with the chosen wording: a few reasons, each only once; what an editor ruled first."""
    said: dict[str, Step] = {}
    held = {saying.statement.id for saying in members}
    if any(held.issuperset(pair) for pair in found.together):
        said[RULED] = Step(step="ruling", says=RULED, span=None)
    for member in members:
        if len(said) >= MOST_REASONS:
            break
        if member.statement.id != chosen.statement.id:
            for step in found.explain(chosen, member):
                said.setdefault(step.says, step)
    return iter(list(said.values())[:MOST_REASONS])


def _drifts(
    told: Iterable[Drift], claim_of: Callable[[StatementId], ClaimId | None]
) -> dict[ClaimId, tuple[Drift, ...]]:
    """What has become surer by the claim of what it rests on, else of the surer words."""
    found: dict[ClaimId, list[Drift]] = defaultdict(list)
    for drift in told:
        claim = claim_of(drift.rests_on) or (claim_of(drift.statement) if drift.statement is not None else None)
        if claim is not None:
            found[claim].append(drift)
    return {claim: tuple(drifts) for claim, drifts in found.items()}


def _with_more(claim: Claim, against: tuple[Against, ...], drift: tuple[Drift, ...]) -> Claim:
    return replace(claim, against=(*claim.against, *against), drift=drift) if against or drift else claim


def claim_ids(
    sets: Sequence[Sequence[Saying]], known: Sequence[Claim], barred: Collection[ClaimId] = ()
) -> tuple[ClaimId, ...]:
    """One id for each of `sets`: that of the known claim with which it shares most statements or words, or a new one.

    A new id is made of the earliest statement's article, words and actor, so that a later revision of the page
    that leaves the sentence alone leaves the id alone. When a known claim has come apart, its larger part keeps
    the id.
    """
    taken: dict[int, ClaimId] = {}
    used: set[ClaimId] = set()
    for place, claim in _overlaps(sets, known):
        if place not in taken and claim not in used:
            taken[place] = claim
            used.add(claim)
    for place, members in enumerate(sets):
        if place not in taken:
            taken[place] = _new_id(members, {*used, *barred, *(claim.id for claim in known)})
            used.add(taken[place])
    return tuple(taken[place] for place in range(len(sets)))


def _overlaps(sets: Sequence[Sequence[Saying]], known: Sequence[Claim]) -> list[tuple[int, ClaimId]]:
    """Places of sets and the known claims they may continue, best first."""
    place_of: dict[StatementId, int] = {s.statement.id: at for at, members in enumerate(sets) for s in members}
    worded: dict[tuple[ArticleId, str], list[int]] = defaultdict(list)
    for at, members in enumerate(sets):
        for saying in members:
            worded[saying.reading.revision.article, as_sentence(saying)].append(at)
    found: list[tuple[int, int, ClaimId]] = []
    for claim in known:
        shared = Counter(place_of[m.statement] for m in claim.mentions if m.statement in place_of)
        found += [(-2 * count, at, claim.id) for at, count in shared.items()]
        articles = {m.article for m in claim.mentions}
        found += [(-1, at, claim.id) for article in articles for at in worded.get((article, claim.text), ())]
    return [(at, claim) for _, at, claim in sorted(set(found), key=lambda f: (f[0], f[2], f[1]))]


def _new_id(members: Sequence[Saying], used: set[ClaimId]) -> ClaimId:
    first = members[0]
    name = ClaimId(content_id("cl", first.reading.revision.article, first.fold, first.actor))
    others = (ClaimId(content_id("cl", first.statement.id, *map(str, first.order), again)) for again in count())
    return next(one for one in chain([name], others) if one not in used)

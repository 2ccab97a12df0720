"""How is a source or a claim graded? What an editor decides, checked and onto the ledger; and what came of it since."""

from firsthand.model.claim import Claim
from firsthand.model.errors import NotFound, RulingError
from firsthand.model.grade import ClaimGrade, Credibility, Given, Reliability, SourceGrade
from firsthand.model.ids import StatementId
from firsthand.model.span import hull
from firsthand.model.when import When
from firsthand.store import Ledger, claims, grades, latest_reading, names, reading_with, save_grade
from firsthand.text.names import fold
from firsthand.track import anchor_at, grade, is_a_name, statement_sighted


def grade_source(ledger: Ledger, name: str, given: Reliability, *, by: str, at: When, why: str) -> SourceGrade:
    """Grade a source by its name. Raises RulingError for what is no name, NotFound for one that the ledger has not."""
    known = {fold(one): one for one in sorted(names(ledger)) if is_a_name(one)}
    if fold(name) not in known:
        if not is_a_name(name):
            raise RulingError(f"{name!r}: expected a name; what is only described is another one in each article")
        raise NotFound(f"expected a source that the ledger holds, came {name!r}; firsthand brief names them")
    made = SourceGrade(source=known[fold(name)], grade=given, by=by, at=at, why=why)
    save_grade(ledger, made)
    return made


def grade_claim(ledger: Ledger, which: str, given: Credibility, *, by: str, at: When, why: str) -> ClaimGrade:
    """Grade a claim, named by its id or by that of a statement in it. Raises NotFound where it is none."""
    told = ((claim, _telling(claim, which)) for claim in claims(ledger))
    claim, statement = next(((claim, one) for claim, one in told if one is not None), (None, None))
    reading = reading_with(ledger, statement) if statement is not None else None
    if claim is None or reading is None:
        raise NotFound(
            f"expected the id of a claim (cl-...) or of a statement in one (s-...), came {which!r}; firsthand brief "
            "--json gives them"
        )
    said = next(one for one in reading.told if one.id == statement)
    anchor = anchor_at(hull(said.content), said, reading)
    made = ClaimGrade(anchor=anchor, claim=claim.id, text=claim.text, grade=given, by=by, at=at, why=why)
    save_grade(ledger, made)
    return made


def all_given(ledger: Ledger) -> tuple[Given, ...]:
    """Every grade, of sources first, in the order in which they were given."""
    held, linked = grades(ledger), claims(ledger)
    found = {a: latest_reading(ledger, a) for a in {one.anchor.article for one in held.claims}}
    readings = {article: reading for article, reading in found.items() if reading is not None}
    claim_of = {mention.statement: claim.id for claim in linked for mention in claim.mentions}
    last = {fold(one.source): one for one in held.sources}
    holding = set(map(id, grade(linked, tuple(readings.values()), held).claims.values()))
    of_claims = []
    for one in held.claims:
        seen = statement_sighted(one.anchor, readings.get(one.anchor.article))
        claim = claim_of.get(seen.statement) if seen.statement is not None else None
        lost = "" if claim is not None else seen.why or "no claim mentions its statement"
        of_claims.append(Given(grade=one, holds=id(one) in holding, claim=claim, lost=lost))
    return (*(Given(grade=one, holds=last[fold(one.source)] is one) for one in held.sources), *of_claims)


def _telling(claim: Claim, which: str) -> StatementId | None:
    """The statement by which `which` names `claim`: itself, or one that vouches for it; None where it names another."""
    if claim.id == which:
        vouching = (statement for origin in claim.lineage.origins for statement in origin.statements)
        return next(vouching, claim.mentions[0].statement)
    return next((mention.statement for mention in claim.mentions if mention.statement == which), None)

"""What is known of one story? Its claims, most at stake first, when they came up, coverage, and what pages changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.model.claim import Standing
from firsthand.model.ids import StatementId
from firsthand.model.statement import Certainty, Evidence, Reading, Statement
from firsthand.show import words
from firsthand.show.export.claim import standing, wording
from firsthand.show.export.html import edits_section, legend
from firsthand.show.export.markup import Markup, element, joined, separated
from firsthand.show.export.timeline import timeline
from firsthand.show.neutral import brief_line
from firsthand.show.present import present_briefing
from firsthand.show.views import ClaimView
from firsthand.show.web import addresses, lines
from firsthand.show.web.frame import heading
from firsthand.show.web.sheet import Row, Sheet
from firsthand.show.web.shown import Shown

_SOURCES: Final = 60
"""Sources that can be chosen among, those of most claims first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which of a story's claims are wanted; what is empty is not asked for."""

    source: str = ""
    standing: str = ""
    evidence: str = ""
    certainty: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.source or self.standing or self.evidence or self.certainty)


def story_page(shown: Shown, wanted: Filter) -> Sheet:
    """The page of one story."""
    claims = at_stake(_wanted(shown, wanted))
    return Sheet(
        title=shown.story.title,
        here="",
        main=lambda: _main(shown, claims, wanted),
        data=lambda: present_briefing(shown.briefing),
        rows=lambda: rows_of(claims),
    )


def at_stake(claims: Iterable[ClaimView]) -> list[ClaimView]:
    """The claims in which most is at stake first, then the most-carried."""
    return sorted(claims, key=lambda claim: (claim.is_slight, lines.STAKES.index(claim.standing), claim.number))


def _wanted(shown: Shown, wanted: Filter) -> Iterator[ClaimView]:
    said = _statements(shown.briefing.readings)
    for claim in shown.story.claims:
        told = [said[mark.statement] for mark in claim.marks if mark.statement in said]
        if (
            (not wanted.standing or claim.standing.value == wanted.standing)
            and (not wanted.source or wanted.source in {voice.actor for voice in claim.voices})
            and (not wanted.evidence or any(wanted.evidence in one.evidence for one in told))
            and (not wanted.certainty or any(wanted.certainty == one.certainty for one in told))
        ):
            yield claim


def _statements(readings: Iterable[Reading]) -> Mapping[StatementId, Statement]:
    return {said.id: said for reading in readings for said in reading.told}


def _main(shown: Shown, claims: Sequence[ClaimView], wanted: Filter) -> Markup:
    story = shown.story
    whose = f"Headline in {brief_line(story.by)}" if story.by else ""
    counts = Counter(claim.standing for claim in story.claims)
    drawn = timeline([claim for claim in claims if not claim.is_slight] or claims)
    silent = edits_section(story.edits)
    return joined(
        (
            heading(
                "Story",
                lines.title_of(story.title),
                element("p", ", ".join(p for p in (whose, story.spread, story.dates) if p), ".", class_="dek"),
                element("p", lines.standings(counts), class_="facts"),
            ),
            element("figure", drawn, legend(), class_="when") if drawn.html else None,
            _filters(shown, wanted),
            lines.part("Claims, most at stake first", _claims(claims), id_="claims"),
            element("section", element("h2", "Pages that changed"), silent, class_="room") if silent.html else None,
            lines.part("Coverage", _coverage(shown.briefing.readings), id_="coverage"),
        )
    )


def _claims(claims: Sequence[ClaimView]) -> Markup:
    if not claims:
        return element("p", "No claim is like that.", class_="quiet")
    rows = (
        element(
            "li",
            element("span", f"{claim.number}.", class_="number"),
            element("a", wording(claim), href=addresses.claim(claim.id), dir="auto", class_="what"),
            element("span", claim.figures, class_="counts"),
            standing(claim),
            element("span", _who(claim), class_="who"),
            id=f"claim-{claim.number}",
        )
        for claim in claims
    )
    return element("ol", *rows, class_="lines numbered")


def _who(claim: ClaimView) -> str:
    """Who vouches, and who speaks against it, as far as one line holds."""
    vouch = words.listed([brief_line(voice.actor, 60) for voice in claim.voices], 3)
    against = words.listed(list(dict.fromkeys(o.by for o in claim.against if o.by)), 2)
    parts = [vouch, f"against it: {brief_line(against, 120)}" if against else "", claim.grade]
    return "; ".join(part for part in parts if part)


def _filters(shown: Shown, wanted: Filter) -> Markup:
    """A form that works without any script."""
    claims = shown.story.claims
    said = _statements(shown.briefing.readings)
    told = [said[mark.statement] for claim in claims for mark in claim.marks if mark.statement in said]
    voices = Counter(actor for claim in claims for actor in {voice.actor for voice in claim.voices})
    evidence = Counter(kind for one in told for kind in one.evidence if words.EVIDENCE[kind])
    certainty = Counter(one.certainty for one in told)
    standings = Counter(claim.standing for claim in claims)
    return element(
        "form",
        _choice("source", "Source", wanted.source, [(name, name) for name, _ in voices.most_common(_SOURCES)]),
        _choice(
            "standing", "Standing", wanted.standing, [(s.value, words.STANDING[s]) for s in Standing if standings[s]]
        ),
        _choice(
            "evidence", "Evidence", wanted.evidence, [(e.value, words.EVIDENCE[e]) for e in Evidence if evidence[e]]
        ),
        _choice("certainty", "Certainty", wanted.certainty, [(c.value, _sure(c)) for c in Certainty if certainty[c]]),
        element("button", "Show"),
        element("a", "All claims", href=addresses.story(str(shown.story.id))) if wanted.is_set else None,
        class_="filters",
        aria_label="Which claims",
    )


def _sure(certainty: Certainty) -> str:
    """As a choice; those of the scale's negative half say so."""
    return words.CERTAINTY[certainty] + (", of what is not so" if certainty.value.endswith("-") else "")


def _choice(name: str, label: str, chosen: str, options: Sequence[tuple[str, str]]) -> Markup | None:
    if not options:
        return None
    known = (element("option", brief_line(said, 80), value=value, selected=value == chosen) for value, said in options)
    return element(
        "label", element("span", label), element("select", element("option", "any", value=""), *known, name=name)
    )


def _coverage(readings: Sequence[Reading]) -> Markup:
    rows = (
        element(
            "li",
            element("time", words.dated(reading.revision.published) or "no date"),
            element(
                "a",
                brief_line(reading.revision.title or "Without a headline", 200),
                href=addresses.article(reading.revision.article),
                dir="auto",
                class_="what",
            ),
            element(
                "span",
                separated(
                    (
                        element("bdi", brief_line(reading.revision.outlet or "outlet not named")),
                        words.counted(len(reading.statements), "statement"),
                    ),
                    ", ",
                ),
                class_="counts",
            ),
        )
        for reading in readings
    )
    return element("ol", *rows, class_="lines dated")


def rows_of(claims: Iterable[ClaimView]) -> Iterator[Row]:
    """Claims, for a spreadsheet."""
    yield ("claim", "text", "standing", "origins at least", "origins at most", "mentions", "sources", "grade", "why")
    for claim in claims:
        yield (
            claim.id,
            claim.text,
            claim.standing.value,
            claim.lineage.least,
            claim.lineage.most,
            len(claim.marks),
            "; ".join(voice.actor for voice in claim.voices),
            claim.grade,
            " ".join(claim.why),
        )

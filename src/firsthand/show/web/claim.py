"""What is known of one claim? Where it comes from, drawn and as a table, every passage, and how to tell it safely."""

from typing import Final

from firsthand.model.claim import Claim
from firsthand.model.grade import Credibility
from firsthand.show import words
from firsthand.show.export.claim import claim_section
from firsthand.show.export.markup import Child, Markup, element, joined, separated
from firsthand.show.graph import graph_of
from firsthand.show.neutral import brief_line
from firsthand.show.pasting import sentence
from firsthand.show.present import Plain
from firsthand.show.present_trace import Traced, present_trace
from firsthand.show.views import ClaimView
from firsthand.show.web import addresses, lines
from firsthand.show.web.sheet import Row, Sheet
from firsthand.show.web.shown import Shown

_HOW_IT_IS_TOLD: Final = (
    "Attributed as far as the coverage bears. Words stand in quotation marks only where an article quotes them; check "
    "the passage before you print it."
)
_ROWS: Final = 400
"""Ways in the table; more are told in the data."""


def claim_page(claim: ClaimView, record: Claim, shown: Shown, editor: str) -> Sheet:
    """The page of one claim; `editor` is who grades, where that is known."""
    return Sheet(
        title=claim.text,
        here="",
        main=lambda: _main(claim, shown, editor),
        data=lambda: _data(claim, record, shown),
        rows=lambda: _rows(claim),
    )


def _main(claim: ClaimView, shown: Shown, editor: str) -> Markup:
    story = shown.story
    return joined(
        (
            element(
                "p",
                "Claim",
                joined(
                    (
                        " in ",
                        element(
                            "a", lines.title_of(story.title), href=f"{addresses.story(story.id)}#claim-{claim.number}"
                        ),
                    )
                )
                if story.id is not None
                else None,
                class_="kicker",
            ),
            claim_section(claim, addresses.places_in(story), headings=("h1", "h2"), first=_paste(claim)),
            lines.part("The graph as a table", _table(claim), id_="ways"),
            lines.part("Sources", _sources(claim)),
            lines.part("Your grade", _grading(claim, editor), id_="grade"),
        )
    )


def _paste(claim: ClaimView) -> Markup:
    """One sentence to paste, with what it is worth."""
    return element(
        "section",
        element("h2", "To paste"),
        element("blockquote", sentence(claim), dir="auto"),
        element("p", _HOW_IT_IS_TOLD, class_="quiet"),
        class_="paste",
    )


def _table(claim: ClaimView) -> Markup | None:
    graph = graph_of(claim)
    if not graph.ways:
        return None
    rows: list[list[Child]] = []
    for way in graph.ways[:_ROWS]:
        voice = graph.origins[way.origin]
        rows.append(
            [
                joined((brief_line(voice.actor), element("span", "" if voice.named else " (unverified)", class_="of"))),
                brief_line(", then ".join(way.relays)) or "directly",
                element("a", brief_line(way.outlet), href=addresses.article(way.article, way.passages[0].statement)),
                words.dated(way.published) or "no date",
                separated((lines.quoted(p.quoted, 300) for p in way.passages), " "),
            ]
        )
    left = len(graph.ways) - _ROWS
    more = element("p", f"{words.counted(left, 'more way')} in the data.", class_="quiet") if left > 0 else None
    heads = ("Origin", "Through", "Printed in", "When", "Passages")
    return joined((lines.table(heads, rows, "From who vouches, through whom, to who prints it, in time"), more))


def _sources(claim: ClaimView) -> Markup | None:
    named = [voice for voice in claim.voices if voice.named]
    if not named:
        return None
    links = (element("a", brief_line(voice.actor), href=addresses.source(voice.actor)) for voice in named)
    return element("p", "All that was said by ", separated(links, ", "), ".")


def _grading(claim: ClaimView, editor: str) -> Markup:
    digits = (
        element(
            "option",
            f"{grade.value}: {words.CREDIBILITY[grade]}",
            value=grade.value,
            selected=grade.value == claim.grade[1:],
        )
        for grade in Credibility
    )
    return element(
        "form",
        element(
            "p", f"It is graded {claim.grade} now. The letter is of its most reliable source, the digit of the claim."
        ),
        element("label", element("span", "Credibility"), element("select", *digits, name="grade")),
        by_field(editor),
        element("label", element("span", "Why"), element("input", name="why", required=True, maxlength="2000")),
        element("button", "Grade"),
        method="post",
        action=f"{addresses.claim(claim.id)}/grade",
        class_="form",
    )


def by_field(editor: str) -> Markup:
    """Who decides; it goes into the log."""
    return element(
        "label",
        element("span", "Your name"),
        element("input", name="by", value=editor, required=True, maxlength="600", autocomplete="name"),
    )


def _data(claim: ClaimView, record: Claim, shown: Shown) -> Plain:
    told = present_trace(claim.text, [(record, 1.0)], shown.briefing, Traced(record, graph_of(claim)))
    return {**told, "sentence": sentence(claim), "href": addresses.claim(claim.id)}


def _rows(claim: ClaimView) -> list[Row]:
    """Every passage, for a spreadsheet."""
    cited = [(voice.actor, passage) for voice in claim.voices for passage in voice.passages]
    cited += [(passage.speaker, passage) for passage in claim.others]
    cited += [(o.passage.speaker, o.passage) for o in claim.against if o.passage]
    return [
        ("source", "bearing", "passage", "manner", "chain", "outlet", "published", "article", "statement"),
        *(
            (
                actor,
                words.BEARING[passage.bearing] if passage.bearing else "",
                passage.quoted,
                passage.manner,
                " > ".join(passage.way),
                passage.outlet,
                passage.published.edtf if passage.published else None,
                passage.article,
                passage.statement,
            )
            for actor, passage in cited
        ),
    ]

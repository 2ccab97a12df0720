"""How is one claim set on the page? Wording and figures, the drawing, then who, against, changed, and values."""

from collections.abc import Callable, Sequence

from firsthand.model.claim import Bearing
from firsthand.show.export.markup import NOTHING, Child, Markup, element, joined, separated
from firsthand.show.export.origin_graph import origin_graph
from firsthand.show.export.places import ON_PAGE, Places
from firsthand.show.neutral import brief_line
from firsthand.show.views import Aftermath, ClaimView, Event, Objection, Passage, Route, Surer, Value, Voice
from firsthand.show.words import BEARING, STANDING, STANDING_MEANS, STILL_TOLD, SURER, counted, dated, listed

_OPEN_PASSAGES = 1
"""How many passages of one voice stand in the open; the others are a click away."""
_OPEN_OUTLETS = 12
"""Outlets that are named in one line; the drawing and the passages have them all."""
_LONGEST_WORDING = 320
LONGEST_PASSAGE = 2000
"""Characters of a passage that are quoted above; the article below has it whole."""


def claim_section(
    claim: ClaimView, to: Places = ON_PAGE, *, headings: tuple[str, str] = ("h3", "h4"), first: Child = None
) -> Markup:
    """All that is shown of `claim`; `headings` are of it and of its parts, `first` comes ahead of the drawing."""
    title, below = headings

    def part(heading: str, kind: str, body: Markup) -> Markup:
        return element("section", element(below, heading), body, class_=f"part {kind}") if body.html else NOTHING

    who = joined(
        (
            part("Who says so", "voices", _voices(claim, to)),
            part("Who else speaks of it", "others", joined(passage(p, to, bearing=True) for p in claim.others)),
        )
    )
    since = joined(
        (
            part("What speaks against it", "against", joined(_objection(o, to) for o in claim.against)),
            part(STILL_TOLD, "echoes", joined(_echo(e, to) for e in claim.echoes)),
            part(SURER, "drift", joined(_surer(d, to) for d in claim.drift)),
            part("What changed", "changed", _history(claim.events, to) if claim.changes else NOTHING),
        )
    )
    return element(
        "section",
        element(
            "header",
            _figures(claim),
            element(title, element("span", f"{claim.number}. ", class_="number"), wording(claim), dir="auto"),
            standing(claim, in_full=True),
            element("p", element("b", claim.grade), f" {brief_line(claim.judged)}", class_="judged")
            if claim.judged
            else None,
        ),
        first,
        origin_graph(claim),
        element("div", element("div", who), element("div", since) if since.html else None, class_="parts"),
        part("Figures that differ", "values", _values(claim.values, to)),
        _why(claim),
        class_="claim",
        id=f"claim-{claim.number}",
    )


def slight_claim(claim: ClaimView) -> Markup:
    """A claim that was said once: its wording, and the passage."""
    cited = [p for v in claim.voices for p in v.passages] + list(claim.others)
    lines = (element("figcaption", _caption(p, ON_PAGE)) for p in cited[:1])
    unknown = f"({claim.origins})" if claim.lineage.most <= 0 else None
    return element(
        "li",
        element(
            "p", element("span", f"{claim.number}. ", class_="number"), wording(claim), dir="auto", class_="wording"
        ),
        element("p", unknown, class_="note") if unknown else None,
        element("figure", *lines, class_="passage slight") if cited else None,
        id=f"claim-{claim.number}",
    )


def wording(claim: ClaimView) -> str:
    """The claim's text on one line; what no headline could hold is cut."""
    return brief_line(claim.text, _LONGEST_WORDING)


def standing(claim: ClaimView, *, in_full: bool = False) -> Markup:
    """The standing as a word, and in full what the word means."""
    word = element("b", STANDING[claim.standing], class_=f"standing {claim.standing.value}")
    return element("p", word, f" {STANDING_MEANS[claim.standing]}", class_="stands") if in_full else word


def passage(cited: Passage, to: Places = ON_PAGE, *, bearing: bool = False, lead: Child = None) -> Markup:
    """One passage, quoted exactly, with where it is from and a link to it in its article."""
    pieces: list[Child] = []
    for place, piece in enumerate(cited.pieces):
        pieces += [element("span", " … ", class_="gap") if place else None, brief_line(piece, LONGEST_PASSAGE)]
    told = f"{BEARING[cited.bearing]}: " if bearing and cited.bearing else None
    return element(
        "figure",
        lead,
        element("blockquote", *pieces, dir="auto"),
        element("figcaption", told, _caption(cited, to)),
        class_="passage" + (" denies" if cited.bearing is Bearing.DENIES else ""),
    )


def _caption(cited: Passage, to: Places) -> Markup:
    way: list[Child] = []
    for place, actor in enumerate(cited.way or (cited.outlet,)):
        if place:
            way.append(element("span", " → ", class_="arrow"))
        way.append(element("bdi", brief_line(actor)))
    when = dated(cited.published)
    return joined(
        (
            element("span", *way, class_="way"),
            f", {when}" if when else None,
            f" · {cited.manner} ",
            element("span", "· ", element("a", "in the article", href=to.passage(cited)), class_="to"),
        )
    )


def _figures(claim: ClaimView) -> Markup:
    return element(
        "p",
        _figure(claim.origins),
        element("span", claim.differing, class_="differing") if claim.differing else None,
        _figure(claim.mentions),
        element("span", claim.spread, class_="spread"),
        element("span", claim.grade, class_="spread", title="Admiralty scale; F6 until an editor decides"),
        class_="figures",
    )


def _figure(said: str) -> Markup:
    """A count with its number large ("2 origins"); words without a number stay as they are."""
    number, _, noun = said.rpartition(" ")
    if not number[:1].isdigit():
        return element("span", said, class_="figure none")
    return element("span", element("b", number), f" {noun}", class_="figure")


def _voices(claim: ClaimView, to: Places) -> Markup:
    if not claim.voices:
        return element("p", "No origin is established: nobody who could be named or told apart vouches for it.")
    return element("ol", *(_voice(v, to) for v in claim.voices), class_="voices")


def _voice(voice: Voice, to: Places) -> Markup:
    rest = voice.passages[_OPEN_PASSAGES:]
    more = element(
        "details",
        element("summary", counted(len(rest), "more passage")),
        *(passage(p, to) for p in rest),
    )
    return element(
        "li",
        element(
            "p",
            element("bdi", brief_line(voice.actor), class_="actor"),
            element("span", f"{'named' if voice.named else 'unverified'}, {voice.reliability}", class_="naming"),
        ),
        element("p", f"{voice.reliability}: {brief_line(voice.judged)}", class_="judged") if voice.judged else None,
        element("p", f"gives {brief_line(listed(voice.gives, 6))}", class_="gives") if voice.gives else None,
        element("ul", *(element("li", _route(r)) for r in voice.routes), class_="routes"),
        _merged(voice.counted_in),
        *(passage(p, to) for p in voice.passages[:_OPEN_PASSAGES]),
        more if rest else None,
        class_="voice" if voice.named else "voice unverified",
    )


def _route(route: Route) -> Markup:
    relays = separated((element("bdi", brief_line(r)) for r in route.relays), ", then ")
    through = joined(("through ", relays)) if route.relays else "directly"
    shown, left = route.outlets[:_OPEN_OUTLETS], len(route.outlets) - _OPEN_OUTLETS
    outlets = separated((element("bdi", brief_line(o)) for o in shown), ", ")
    return joined((through, ", in ", outlets, f" and {counted(left, 'other')}" if left > 0 else None))


def _merged(merged: Sequence[str]) -> Markup:
    if not merged:
        return NOTHING
    lines = (element("li", brief_line(m)) for m in merged)
    return element("details", element("summary", f"Counted as the same origin: {len(merged)}"), element("ul", *lines))


def _objection(objection: Objection, to: Places) -> Markup:
    kind = element(
        "p", element("b", brief_line(objection.heading)), f": {brief_line(objection.why)}" if objection.why else None
    )
    if objection.passage is not None:
        return passage(objection.passage, to, lead=kind)
    if objection.claim is None:
        return element("div", kind, class_="passage")
    other = element("a", f"Claim {objection.claim}", href=to.claim(objection.claim))
    return element("div", kind, element("p", other, f": {brief_line(objection.text or '')}"), class_="passage")


def _echo(echo: Aftermath, to: Places) -> Markup:
    return passage(echo.passage, to, lead=element("p", echo.says[0].upper() + echo.says[1:]))


def _surer(drift: Surer, to: Places) -> Markup:
    """The surer words, and below them those that they rest on."""
    lead = element("p", element("b", drift.kind), f": {brief_line(drift.why)}")
    rests_on = passage(drift.rests_on, to, lead=element("p", "It rests on"))
    if drift.passage is not None:
        return joined((passage(drift.passage, to, lead=lead), rests_on))
    headline = element("blockquote", brief_line(drift.headline or "", LONGEST_PASSAGE), dir="auto")
    told = element("figcaption", element("bdi", brief_line(drift.outlet)), ", headline")
    return joined((element("figure", lead, headline, told, class_="passage"), rests_on))


def _history(events: Sequence[Event], to: Places) -> Markup:
    return element("ol", *(_event(e, to) for e in events), class_="history")


def _event(event: Event, to: Places) -> Markup:
    seen = event.passage
    return element(
        "li",
        element("time", dated(event.when) or "no date"),
        " ",
        element("b", event.what) if event.change else event.what,
        f" by {brief_line(event.by)}" if event.by else None,
        joined((" · ", element("a", "passage", href=to.passage(seen)))) if seen else None,
    )


def _values(values: Sequence[Value], to: Places) -> Markup:
    """One table for each thing that is counted, in time order."""
    if not values:
        return NOTHING
    slots = dict.fromkeys(v.slot for v in values)
    return joined(_table(slot, [v for v in values if v.slot == slot], to) for slot in slots)


def _table(slot: str, values: Sequence[Value], to: Places) -> Markup:
    cells: tuple[tuple[str, Callable[[Value], Child]], ...] = (
        ("Value", lambda v: element("b", brief_line(v.value))),
        ("As of", lambda v: dated(v.when) or "no date"),
        ("Said by", lambda v: brief_line(v.passage.speaker) if v.passage else "an earlier wording"),
        ("In", lambda v: _to(v.passage, to) if v.passage else ""),
    )
    return element(
        "table",
        element("caption", brief_line(slot)),
        element("thead", element("tr", *(element("th", head, scope="col") for head, _ in cells))),
        element("tbody", *(element("tr", *(element("td", cell(v)) for _, cell in cells)) for v in values)),
    )


def _to(cited: Passage, to: Places) -> Markup:
    return element("a", brief_line(cited.outlet), href=to.passage(cited))


def _why(claim: ClaimView) -> Markup:
    if not claim.why:
        return NOTHING
    lines = (element("li", brief_line(w)) for w in dict.fromkeys(claim.why))
    return element(
        "details", element("summary", "Why these statements are one claim"), element("ul", *lines), class_="why"
    )

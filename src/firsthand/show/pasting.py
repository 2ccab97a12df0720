"""How is a claim told so that nobody is misquoted? One sentence to paste, attributed as far as the coverage bears.

"According to Merrow Water, as cited by Lantern Wire, in The Harbour Post (6 May 2031): Tap water is safe. It was
withdrawn since (7 May 2031)." Words stand in quotation marks only where an article quotes them.
"""

from collections.abc import Iterator
from typing import Final

from firsthand.model.claim import Standing
from firsthand.model.story import What
from firsthand.show import words
from firsthand.show.neutral import brief_line
from firsthand.show.views import ClaimView, Passage, Route, Voice

_LONGEST: Final = 600
_NAME: Final = 80
_MARKS: Final = '“”„«»"'
_TAKEN: Final = {
    Standing.CORRECTED: (words.WHAT[What.CORRECTED], "It was corrected since"),
    Standing.WITHDRAWN: (words.WHAT[What.WITHDRAWN], "It was withdrawn since"),
}


def sentence(claim: ClaimView) -> str:
    """The sentence, and what must be said with it."""
    return " ".join((_said(claim), *_caveats(claim)))


def _said(claim: ClaimView) -> str:
    voice = next((voice for voice in claim.voices if voice.named), next(iter(claim.voices), None))
    if voice is None or not voice.passages:
        outlets = list(dict.fromkeys(p.outlet for p in claim.others))
        lead = f"Told in {brief_line(words.listed(outlets, 3))}" if outlets else "Told in the coverage"
        return _ended(f"{lead} without a source that could be established: {brief_line(claim.text, _LONGEST)}")
    route = voice.routes[0]
    cited = route.passages[0]
    where = _where(voice, route, cited)
    if cited.verbatim:
        return _ended(f"{_name(voice)} said{where}: “{brief_line(cited.quoted.strip(_MARKS), _LONGEST)}”")
    return _ended(f"According to {_name(voice)}{where}: {brief_line(claim.text, _LONGEST)}")


def _name(voice: Voice) -> str:
    name = brief_line(voice.actor, _NAME)
    return name if voice.named else f"a source that could not be verified ({name})"


def _where(voice: Voice, route: Route, cited: Passage) -> str:
    """Through whom it came, and where and when it stands."""
    relays = [brief_line(relay, _NAME) for relay in route.relays if relay != voice.actor]
    through = f", as cited by {words.listed(relays, 3)}," if relays else ""
    when = words.dated(cited.published).partition(",")[0]
    own = cited.outlet == voice.actor
    place = "" if own else f" in {brief_line(cited.outlet, _NAME)}"
    return f"{through}{place}{f' ({when})' if when else ''}"


def _caveats(claim: ClaimView) -> Iterator[str]:
    """What a reader would be misled without."""
    if claim.standing in _TAKEN:
        what, said = _TAKEN[claim.standing]
        when = next((words.dated(e.when) for e in reversed(claim.events) if e.what == what and e.when), "")
        yield f"{said}{f' ({when})' if when else ''}."
    by = list(dict.fromkeys(brief_line(o.by, _NAME) for o in claim.against if o.by))
    if by:
        yield f"{words.listed(by, 3)} {'denies' if len(by) == 1 else 'deny'} it."
    elif claim.against:
        yield "Other accounts cannot be true as well."
    if claim.standing is Standing.SUPERSEDED:
        yield "A later account has taken its place."
    if claim.standing is Standing.OVERDUE:
        yield "The day it named has passed, and nothing settled it."
    if claim.lineage.most == 1 and len(claim.marks) > 1:
        yield "All who tell it rest on this one origin."


def _ended(said: str) -> str:
    """With a full stop, but for one that is there."""
    return said if said.rstrip("”").endswith((".", "!", "?", "…")) else f"{said}."

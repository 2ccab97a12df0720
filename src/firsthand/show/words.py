"""How is each closed list, count and date said to an editor? In the same plain words on every face.

>>> counted(2, "origin"), counted(1, "mention")
('2 origins', '1 mention')
>>> dated(When("2031-05-04")), dated(When("2031-05")), dated(When("2031-05-03/2031-05-06"))
('4 May 2031', 'May 2031', '3 to 6 May 2031')
"""

from collections.abc import Sequence
from types import MappingProxyType

from firsthand.model.claim import AgainstKind, Bearing, Lineage, MergeReason, Standing
from firsthand.model.coverage import NoticeKind
from firsthand.model.statement import Access, Certainty, Evidence, Naming, QuoteType, SpeechAct, Stance
from firsthand.model.story import What
from firsthand.model.when import When

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

CERTAINTY = MappingProxyType(
    {
        Certainty.CERTAIN: "certain",
        Certainty.PROBABLE: "probably",
        Certainty.POSSIBLE: "possibly",
        Certainty.UNCOMMITTED: "leaves it open",
        Certainty.POSSIBLY_NOT: "possibly not",
        Certainty.PROBABLY_NOT: "probably not",
        Certainty.CERTAINLY_NOT: "certain it is not so",
        Certainty.KNOWN_NOT_TOLD: "knows, does not tell",
    }
)
STANCE = MappingProxyType(
    {
        Stance.ENDORSE: "the outlet endorses it",
        Stance.NEUTRAL: "",
        Stance.DISTANCE: "the outlet keeps its distance",
    }
)
QUOTE = MappingProxyType(
    {QuoteType.DIRECT: "quoted", QuoteType.MIXED: "partly quoted", QuoteType.INDIRECT: "paraphrased"}
)
NAMING = MappingProxyType(
    {
        Naming.NAMED: "named",
        Naming.INSTITUTION: "an institution",
        Naming.UNNAMED_OFFICIAL: "an official who is not named",
        Naming.UNNAMED_MEDIA: "media that are not named",
        Naming.ANONYMOUS: "anonymous",
        Naming.IMPLICIT_AUTHOR: "the outlet itself",
    }
)
EVIDENCE = MappingProxyType(
    {
        Evidence.DIRECT_OBSERVATION: "own observation",
        Evidence.IMAGE: "a picture",
        Evidence.SATELLITE_IMAGERY: "satellite images",
        Evidence.VIDEO: "video",
        Evidence.AUDIO: "a recording",
        Evidence.DOCUMENT: "a document",
        Evidence.DATA: "data",
        Evidence.INTERCEPT: "an intercept",
        Evidence.TESTIMONY: "witnesses",
        Evidence.OWN_ANALYSIS: "own analysis",
        Evidence.INFERENCE: "an inference",
        Evidence.SOCIAL_MEDIA: "social media",
        Evidence.OFFICIAL_STATEMENT: "an official statement",
        Evidence.UNSPECIFIED: "",
        Evidence.NONE: "",
    }
)
ACCESS = MappingProxyType(
    {
        Access.FIRSTHAND: "first hand",
        Access.SECONDHAND: "second hand",
        Access.HEARSAY: "hearsay",
        Access.INFERENCE: "inferred",
        Access.UNKNOWN: "",
    }
)
ACT = MappingProxyType({a: a.value for a in SpeechAct})
BEARING = MappingProxyType(
    {
        Bearing.SUPPORTS: "says so",
        Bearing.DENIES: "denies it",
        Bearing.DOUBTS: "doubts it",
        Bearing.PREDICTS: "predicts it",
        Bearing.CONDITIONAL: "says so on a condition",
        Bearing.DOES_NOT_KNOW: "does not know",
    }
)
STANDING = MappingProxyType(
    {
        Standing.ASSERTED: "Asserted",
        Standing.CONFIRMED: "Confirmed",
        Standing.DISPUTED: "Disputed",
        Standing.DENIED: "Denied",
        Standing.SUPERSEDED: "Superseded",
        Standing.CORRECTED: "Corrected",
        Standing.WITHDRAWN: "Withdrawn",
        Standing.OVERDUE: "Overdue",
        Standing.OPEN: "Open",
    }
)
STANDING_MEANS = MappingProxyType(
    {
        Standing.ASSERTED: "said by its origins; nobody speaks against it",
        Standing.CONFIRMED: "confirmed by a party that could know and did not rest on the others",
        Standing.DISPUTED: "another with standing denies it, or gives what cannot also hold",
        Standing.DENIED: "only unverified origins stand behind it, and a named party denies it",
        Standing.SUPERSEDED: "a later value has taken its place",
        Standing.CORRECTED: "corrected by the outlet or the source",
        Standing.WITHDRAWN: "taken back by the outlet or the source",
        Standing.OVERDUE: "the date it named has passed, and nothing settled it",
        Standing.OPEN: "nobody commits to it",
    }
)
AGAINST = MappingProxyType(
    {
        AgainstKind.DENIAL: "Denial",
        AgainstKind.NUMBER: "Another number",
        AgainstKind.STATUS: "Another status",
        AgainstKind.IDENTITY: "Somebody else",
        AgainstKind.PLACE: "Another place",
        AgainstKind.TIME: "Another time",
    }
)
WHAT = MappingProxyType(
    {
        What.FIRST_SAID: "first said",
        What.REPEATED: "repeated",
        What.CONFIRMED: "confirmed",
        What.DENIED: "denied",
        What.UPDATED: "updated",
        What.CORRECTED: "corrected",
        What.WITHDRAWN: "withdrawn",
        What.CERTAINTY_ROSE: "said with more certainty",
        What.CERTAINTY_FELL: "said with less certainty",
        What.FELL_DUE: "fell due",
    }
)
MERGED = MappingProxyType(
    {
        MergeReason.SAME_BODY: "same body",
        MergeReason.CITES: "cites",
        MergeReason.COPIED_TEXT: "copied text",
        MergeReason.WIRE: "wire copy",
        MergeReason.SAME_RELAY: "same relay",
    }
)
NOTICE = MappingProxyType({k: k.value.replace("-", " ") for k in NoticeKind})

_UTC = ("Z", "+00:00", "+0000", "-00:00")

CHANGED = MappingProxyType({"added": "Added", "dropped": "Dropped", "reworded": "Reworded"})


def counted(number: int, one: str, many: str | None = None) -> str:
    """`number` with its noun; `many` is the plural where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def origins_in_words(lineage: Lineage) -> str:
    """How many independent origins: a figure, or a range where the texts do not settle it."""
    if lineage.most <= 0:
        return "no origin established"
    if lineage.least == lineage.most:
        return counted(lineage.most, "origin")
    return f"{lineage.least:,} to {lineage.most:,} origins"


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Names as a sentence lists them; beyond `most` they are counted.

    >>> listed(["a", "b", "c"]), listed(["a", "b", "c", "d"], 2)
    ('a, b and c', 'a, b and 2 others')
    """
    if most is not None and len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} others"
    if len(names) > 1:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return "".join(names)


def dated(when: When | None) -> str:
    """A date as far as it is known; empty where it is not."""
    if when is None:
        return ""
    first, slash, last = when.edtf.partition("/")
    if not slash:
        return _point(first)
    if first in ("", ".."):
        return f"until {_point(last)}"
    if last in ("", ".."):
        return f"since {_point(first)}"
    return _between(_point(first), _point(last))


def _between(first: str, last: str) -> str:
    """Both ends, with what they share said once."""
    if first == last:
        return first
    ahead, behind = first.split(" "), last.split(" ")
    if len(ahead) == len(behind):
        while len(ahead) > 1 and ahead[-1] == behind[len(ahead) - 1]:
            ahead.pop()
    return f"{' '.join(ahead)} to {last}"


def _point(point: str) -> str:
    """One EDTF point in words."""
    marks = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}
    if point[-1:] in marks:
        return marks[point[-1]] + _point(point[:-1])
    day, _, clock = point.partition("T")
    year, *finer = day.split("-")
    words = [str(int(finer[1]))] if len(finer) > 1 else []
    words += [MONTHS[int(finer[0]) - 1]] if finer else []
    said = " ".join([*words, year])
    return f"{said}, {_clock(clock)}" if clock else said


def _clock(clock: str) -> str:
    """Hours and minutes, with the zone where it is stated."""
    zone = clock[5:].lstrip(":0123456789.")
    return clock[:5] + (" UTC" if zone in _UTC else f" {clock[-len(zone) :]}" if zone else "")

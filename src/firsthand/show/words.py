"""How is each closed list, count and date said to an editor? In the same plain words on every face.

>>> counted(2, "origin"), counted(1, "mention")
('2 origins', '1 mention')
>>> dated(When("2031-05-04")), dated(When("2031-05")), dated(When("2031-05-03/2031-05-06"))
('4 May 2031', 'May 2031', '3 to 6 May 2031')
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from firsthand.model.claim import AgainstKind, Bearing, DriftKind, Lineage, Standing
from firsthand.model.coverage import NoticeKind
from firsthand.model.errors import NotADate
from firsthand.model.grade import Credibility, Reliability
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
        Certainty.PROBABLE: "probable",
        Certainty.POSSIBLE: "possible",
        Certainty.UNCOMMITTED: "leaves it open",
        Certainty.POSSIBLY_NOT: "possible",
        Certainty.PROBABLY_NOT: "probable",
        Certainty.CERTAINLY_NOT: "certain",
        Certainty.KNOWN_NOT_TOLD: "knows, does not tell",
    }
)
"""How sure somebody is. The scale's negative half is about words that are put negatively ("nobody told us"):
who says them is as sure of them as anybody is of other words."""
DRIFT = MappingProxyType(
    {
        DriftKind.PARAPHRASE: "The paraphrase is surer than the words",
        DriftKind.HEADLINE: "The headline is surer than its article",
        DriftKind.RELAY: "Told by another outlet with more certainty",
    }
)
SURER = "Where it became surer on the way"
DENIED = MappingProxyType(
    {
        Certainty.CERTAINLY_NOT: "denies it",
        Certainty.PROBABLY_NOT: "thinks it is not so",
        Certainty.POSSIBLY_NOT: "thinks it may not be so",
    }
)
"""The same for who speaks against a claim."""
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
        Evidence.INFERENCE: "",
        Evidence.SOCIAL_MEDIA: "social media",
        Evidence.OFFICIAL_STATEMENT: "an official statement",
        Evidence.UNSPECIFIED: "",
        Evidence.NONE: "",
    }
)
OWN_VOICE = "in its own voice, citing nobody"
ACCESS = MappingProxyType(
    {
        Access.FIRSTHAND: "first hand",
        Access.SECONDHAND: "second hand",
        Access.HEARSAY: "hearsay",
        Access.INFERENCE: "a conclusion",
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
        Standing.CONFIRMED: "confirmed by somebody who could know and does not rely on the others",
        Standing.DISPUTED: "somebody else denies it, or says what cannot be true as well",
        Standing.DENIED: "only unverified origins stand behind it, and somebody who is named denies it",
        Standing.SUPERSEDED: "a later figure or account has taken its place",
        Standing.CORRECTED: "corrected by the outlet or the source",
        Standing.WITHDRAWN: "taken back by the outlet or the source",
        Standing.OVERDUE: "the date it named has passed, and nothing settled it",
        Standing.OPEN: "nobody says outright that it is so",
    }
)
RELIABILITY = MappingProxyType(
    {
        Reliability.COMPLETELY: "completely reliable",
        Reliability.USUALLY: "usually reliable",
        Reliability.FAIRLY: "fairly reliable",
        Reliability.NOT_USUALLY: "not usually reliable",
        Reliability.UNRELIABLE: "unreliable",
        Reliability.CANNOT_BE_JUDGED: "reliability cannot be judged",
    }
)
CREDIBILITY = MappingProxyType(
    {
        Credibility.CONFIRMED: "confirmed by other sources",
        Credibility.PROBABLY_TRUE: "probably true",
        Credibility.POSSIBLY_TRUE: "possibly true",
        Credibility.DOUBTFUL: "doubtful",
        Credibility.IMPROBABLE: "improbable",
        Credibility.CANNOT_BE_JUDGED: "truth cannot be judged",
    }
)
"""The Admiralty scale: the letter is of a source, the digit of a claim."""
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
NOTICE = MappingProxyType(
    {k: "not of the article" if k is NoticeKind.OTHER else k.value.replace("-", " ") for k in NoticeKind}
)
TIMES = "Times are UTC unless the outlet gives none."
"""Said once wherever times of day are shown; `dated` leaves the zone out."""
STILL_TOLD = "Corrected or withdrawn, and still told"
"""Heads the passages of pieces that came out after a correction, or were left as they were."""
MERGED = "Counted as one origin"
"""Heads the reasons for which some who might seem others are no further origins."""
PRONOUNS = frozenset(
    ("he", "she", "it", "they", "we", "i", "you", "his", "her", "its", "their", "our", "my", "this", "that", "these")
)
"""Words that, at the head of a sentence that stands by itself, leave a reader asking of whom it speaks."""

_FIRST_WORD = re.compile(r"[A-Za-z]+")
_ISO = re.compile(r"(?<![\w/-])\d{4}-\d\d-\d\d(?:T[\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?(?:/\d{4}-\d\d-\d\d)?(?![\w/-])")

CHANGED = MappingProxyType(
    {
        "headline-changed": "Headline changed",
        "byline-changed": "Byline changed",
        "correction-note-added": "Note of correction",
        "quote-altered": "Quotation altered",
        "number-changed": "Number changed",
        "name-changed": "Name changed",
        "date-changed": "Date changed",
        "source-dropped": "Source dropped",
        "source-added": "Source added",
        "softened": "Softened",
        "hardened": "Hardened",
        "reworded": "Reworded",
        "added": "Added",
        "dropped": "Dropped",
    }
)
"""What an edit does, the most consequential of it."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """`number` with its noun; `many` is the plural where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def origins_in_words(lineage: Lineage) -> str:
    """How many independent origins: a figure, or a range where the texts do not settle it."""
    return origin_range(lineage.least, lineage.most)


def origin_range(least: int, most: int) -> str:
    """The same of the two ends of the range.

    >>> origin_range(0, 0), origin_range(1, 1), origin_range(1, 3)
    ('no origin established', '1 origin', '1 to 3 origins')
    """
    if most <= 0:
        return "no origin established"
    if least == most:
        return counted(most, "origin")
    return f"{least:,} to {most:,} origins"


def origins_in_full(lineage: Lineage, differing: str = "") -> str:
    """How many independent origins, how many of those that were told apart are named, and what differs among them.

    >>> origins_in_full(Lineage(named=2, unverified=1, least=1, most=3, outlets=4, articles=5, origins=()))
    '1 to 3 independent origins: 2 named, 1 unverified'
    """
    if lineage.most <= 0:
        return "No origin established"
    said = origins_in_words(lineage).replace("origin", "independent origin")
    figures = f"; {differing}" if differing else ""
    return f"{said}: {lineage.named} named, {lineage.unverified} unverified{figures}"


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


def meaning(grade: Reliability | Credibility) -> str:
    """What a letter or a digit says."""
    return RELIABILITY[grade] if isinstance(grade, Reliability) else CREDIBILITY[grade]


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
    if "T" in point:
        point = _in_utc(point)
    day, _, clock = point.partition("T")
    year, *finer = day.split("-")
    words = [str(int(finer[1]))] if len(finer) > 1 else []
    words += [MONTHS[int(finer[0]) - 1]] if finer else []
    said = " ".join([*words, year])
    return f"{said}, {clock[:5]}" if clock else said


def _in_utc(point: str) -> str:
    """The moment in UTC where its zone is stated, else as it is; at the edge of the calendar as it is."""
    moment = datetime.fromisoformat(point)
    try:
        return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()
    except OverflowError:
        return point


def dates_in_words(sentence: str) -> str:
    """`sentence` with every date that is written for machines put as an editor reads it.

    >>> dates_in_words("about 40 tonnes on 2031-05-05; both cannot hold")
    'about 40 tonnes on 5 May 2031; both cannot hold'
    """
    return _ISO.sub(lambda found: _or_as_it_is(found[0]), sentence)


def _or_as_it_is(written: str) -> str:
    try:
        return dated(When(written))
    except NotADate:
        return written


def headed(text: str, speaker: str) -> str:
    """`text` with its speaker ahead where it begins with a pronoun, which by itself says nothing.

    >>> headed("He was called by a farmer.", "Rasmus Tolland"), headed("I saw it.", "Rasmus Tolland")
    ('Rasmus Tolland: he was called by a farmer.', 'Rasmus Tolland: I saw it.')
    >>> headed("Heavy rain fell.", "Rasmus Tolland")
    'Heavy rain fell.'
    """
    first = _FIRST_WORD.match(text)
    if first is None or first[0].casefold() not in PRONOUNS:
        return text
    stays = first[0] == "I"
    return f"{speaker}: {text if stays else text[0].lower() + text[1:]}"

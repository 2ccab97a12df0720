"""What does the editor get? Everything that one trip through the coverage found, in one record."""

from dataclasses import dataclass, field

from firsthand.model.claim import Claim
from firsthand.model.correction import Unplaced
from firsthand.model.coverage import Setback
from firsthand.model.grade import Graded
from firsthand.model.statement import Reading
from firsthand.model.story import Change, Echo, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """All that is known of some coverage.

    `readings` hold the latest Revision of each Article, in order of publication; `claims` are most-carried
    first; `changes` in the order in which they were published; `unplaced` are corrections whose passage was not
    surely found; `graded` is what editors decided on sources and claims; `replaced` are Readings of earlier Revisions,
    with what no later one says.
    """

    readings: tuple[Reading, ...]
    stories: tuple[Story, ...]
    claims: tuple[Claim, ...]
    echoes: tuple[Echo, ...]
    changes: tuple[Change, ...]
    setbacks: tuple[Setback, ...]
    unplaced: tuple[Unplaced, ...] = ()
    graded: Graded = field(default_factory=Graded)
    replaced: tuple[Reading, ...] = ()

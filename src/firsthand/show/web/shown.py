"""What is shown of a story or a claim? Laid out once, and kept as long as the ledger gives the same briefing."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

from firsthand.flow import Newsroom
from firsthand.model.briefing import Briefing
from firsthand.model.claim import Claim
from firsthand.show.brief import view
from firsthand.show.views import ClaimView, StoryView

_KEPT: Final = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A story as it is laid out, and the briefing of it."""

    story: StoryView
    briefing: Briefing


class Layouts:
    """Lays stories out. May be asked by several threads at once."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._lock = Lock()
        self._kept: OrderedDict[str, Shown] = OrderedDict()

    def story(self, which: str) -> Shown:
        """One story. Raises NotFound."""
        return self._laid_out(which, self._newsroom.cuttings.story(which))

    def claim(self, which: str) -> tuple[ClaimView, Claim, Shown]:
        """One claim, in its story. Raises NotFound."""
        claim, briefing = self._newsroom.cuttings.claim(which)
        shown = self._laid_out(claim.story or claim.id, briefing)
        return next(one for one in shown.story.claims if one.id == claim.id), claim, shown

    def _laid_out(self, which: str, briefing: Briefing) -> Shown:
        with self._lock:
            known = self._kept.get(which)
            if known is not None and known.briefing is briefing:
                self._kept.move_to_end(which)
                return known
        # A claim that is of no story is laid out by itself.
        story = next(s for s in view(briefing).stories if s.id == which or s.id is None)
        made = Shown(story=story, briefing=briefing)
        with self._lock:
            self._kept[which] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made

"""How did we come to believe it? Every judgement carries the steps that led to it, for a person to follow."""

from dataclasses import dataclass
from typing import TypeAlias

from firsthand.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One reason for one judgement.

    `step` names the rule or model that spoke ("chain.citing"), `says` tells an editor in plain words what
    it saw and what follows, `span` is the passage it saw (in the same Revision's text) or None.
    """

    step: str
    says: str
    span: Span | None = None


Why: TypeAlias = tuple[Step, ...]

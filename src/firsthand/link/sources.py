"""Is one body behind two statements, and how is it written for an editor?"""

from firsthand.link.bodies import one_body
from firsthand.link.roots import actor_key
from firsthand.link.roster import Roster
from firsthand.link.saying import Saying


def same_source(one: Saying, other: Saying, roster: Roster) -> bool:
    """Whether one body stands behind both."""
    mine, theirs = actor_key(one), actor_key(other)
    return mine is not None and theirs is not None and one_body(mine, theirs, roster)


def who_says(saying: Saying, roster: Roster) -> str:
    """Who vouches, as an editor would write it."""
    if saying.actor is None:
        return "an unidentified source"
    return roster.names.get(saying.actor) or next(
        (hop.actor for hop in saying.statement.chain if hop.actor), "an unidentified source"
    )

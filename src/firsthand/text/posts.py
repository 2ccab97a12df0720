"""What is left of a post when what only a network needs is taken out?

A post that is pasted or embedded carries links, handles, hashtags run together and, at its end, who posted it when.
Names are kept, for a claim may be about who posted.

>>> plain_post("Did it? #TheDamBurst at noon https://t.example/Qx1pic.example/9 — Ann Lee (@annlee) May 4, 2031")
'Did it? The Dam Burst at noon Ann Lee'
"""

import re
from typing import Final

_LINK: Final = re.compile(r"https?://\S+|pic\.twitter\.com/\S+", re.IGNORECASE)
_TAG: Final = re.compile(r"[@#](\w{1,140})")
_JOINT: Final = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])|(?<=[A-Z])(?=[A-Z][a-z])|_")
"""Where the words of a hashtag meet: #TheDamBurst, #dam2031, #UNReport, #the_dam."""
_POSTED: Final = re.compile(r"([^(]{0,120})\(@\w{1,50}\)[^(]{0,40}\Z")
"""What stands behind the last dash of an embedded post: name, handle and day."""


def plain_post(text: str) -> str:
    """`text` without links, and of who posted it only the name; handles and hashtags in words. The rest stays."""
    said = _LINK.sub(" ", text)
    dash = said.rfind("—")
    posted = _POSTED.match(said, dash + 1) if dash >= 0 else None
    if posted:
        said = f"{said[:dash]} {posted[1]}"
    return " ".join(_TAG.sub(lambda tag: f" {_JOINT.sub(' ', tag[1])}", said).split())

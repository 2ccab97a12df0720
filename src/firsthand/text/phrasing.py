r"""How is any of a hundred phrases found in one scan? By its first letter, which most places of a text do not have.

>>> any_of(["tell", "told", "said to"])
'(?=[st])(?:s(?:aid\\ to)|t(?:ell|old))'
"""

import re
from collections import defaultdict
from collections.abc import Iterable


def any_of(phrases: Iterable[str]) -> str:
    """A regular expression for any one of `phrases`, which are in lower case and not empty, the longest that fits.

    >>> re.findall(any_of(["cited", "cited by"]), "It is cited by Lee.")
    ['cited by']
    """
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)):
        by_letter[phrase[0]].append(re.escape(phrase[1:]))
    groups = (f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in sorted(by_letter.items()))
    return f"(?=[{re.escape(''.join(sorted(by_letter)))}])(?:{'|'.join(groups)})"

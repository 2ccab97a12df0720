"""Which opening words of a statement only say how sure its source is?

"It has to be assumed that the dam is cracked", "there are signs that the dam is cracked" and "I believe the dam is
cracked" are three grades of one claim. The grade is kept as certainty; its words are no content.
"""

from typing import Final

from firsthand.text.senses import senses
from firsthand.text.words import find_words, lexicon, plain, stem

LONGEST_HEDGE: Final = 9
"""A hedge ends within so many words: "there is now every reason to believe that"."""


def after_hedge(text: str) -> int:
    """Where in `text` the content begins, behind "it is possible that" and the like; 0 where nothing hedges.

    Only words that carry nothing may stand before the hedge, and a "that" must follow it at once.
    """
    is_hedged = False
    for at, word in enumerate(find_words(text)):
        lowered = plain(word.text)
        if at >= LONGEST_HEDGE:
            return 0
        if is_hedged and lowered == "that":
            return word.end
        if stem(lowered) in senses().hedges:
            is_hedged = True
        elif is_hedged or (lowered not in lexicon().empty and lowered not in senses().verbs):
            return 0
    return 0

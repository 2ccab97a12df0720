"""What can go wrong, as one tree, so that a caller can catch as little or as much as it means to.

    FirsthandError              anything this package raises on purpose
    ├── SpanError               offsets that do not fit their text
    ├── NotADate                a date that is not EDTF as far as it is read here
    ├── Unusable                one piece of coverage that cannot be read; becomes a Setback
    │   ├── NotFound            a file or address that is not there
    │   ├── NotAllowed          a file that may not be opened, an address that may not be asked
    │   ├── NotText             bytes that are no text, markup or feed
    │   ├── TooMuch             larger or deeper than the caps allow
    │   └── FetchFailed         a server that did not answer as it should
    ├── LexiconError            a word list that does not hold what the code expects
    ├── WeightsError            a model file that is missing or is not the one that was shipped
    ├── LedgerError             a ledger that cannot be opened, read or written
    │   └── LedgerTooNew        written by a later version of this program
    ├── RulingError             a correction, or a ruling on one, that cannot be made
    └── SettingsError           a setting, or a combination of them, that makes no sense

Every message says what was expected, what came, and what to do.
"""


class FirsthandError(Exception):
    """Anything that this package raises on purpose."""


class SpanError(FirsthandError, ValueError):
    """Offsets do not fit the text they point into."""


class NotADate(FirsthandError, ValueError):
    """A string is no EDTF date, as far as EDTF is read here."""


class Unusable(FirsthandError):
    """One piece of coverage cannot be read; the flow records it as a Setback and goes on."""


class NotFound(Unusable):
    """There is no such file or address."""


class NotAllowed(Unusable):
    """The file may not be opened, or the address may not be asked."""


class NotText(Unusable):
    """The bytes are neither text nor markup nor a feed."""


class TooMuch(Unusable):
    """Larger, or nested deeper, than the caps allow."""


class FetchFailed(Unusable):
    """A server did not answer as it should."""


class LexiconError(FirsthandError):
    """A word list does not hold what the code expects of it."""


class WeightsError(FirsthandError):
    """A model file is missing, or is not the one that was shipped."""


class LedgerError(FirsthandError):
    """A ledger cannot be opened, read or written."""


class LedgerTooNew(LedgerError):
    """The ledger was written by a later version of this program."""


class RulingError(FirsthandError):
    """A correction cannot be suggested so, or a ruling does not follow from the one before."""


class SettingsError(FirsthandError, ValueError):
    """A setting, or a combination of settings, makes no sense."""

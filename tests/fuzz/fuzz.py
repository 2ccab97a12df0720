"""Which bytes break a target? Atheris looks for them, guided by what code they reach; for long runs by hand.

    make fuzz TARGET=page FLAGS=-max_total_time=60

A target is a kind of input (all of `Kind`, and what is under them), taken through `take_in` and the whole trip, or one
of the rooms of `text/` and `read/`. It begins with the small inputs and the bad pieces of `tests/hostile/bad.py`. What
it finds is written to `tests/fuzz/found/`; make a case of it in `tests/hostile/bad.py`, then mend it.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["firsthand"]):
    import json

    from hostile.bad import PIECES, SAID, Bad, small, whole
    from hostile.trip import trip, within_budget

    from firsthand.ingest.capture import kind_of
    from firsthand.ingest.charset import decode, tidy
    from firsthand.ingest.dates import parse_date
    from firsthand.ingest.jsonvalues import parse_json
    from firsthand.model.errors import FirsthandError
    from firsthand.model.when import When
    from firsthand.read.timex import find_times
    from firsthand.text.numbers import find_figures
    from firsthand.text.quotes import find_quotations
    from firsthand.text.sentences import split_sentences

_BUDGET_S = 20
_LARGEST = 20_000
_CHARSETS = (None, "utf-8", "utf-16", "cp1252", "big5", "gb18030", "utf-7", "idna", "zip", "\0", "iso-2022-jp")


def _charset(raw):
    """The first byte chooses what the carrier says."""
    charset = _CHARSETS[raw[0] % len(_CHARSETS)] if raw else None
    decoded = decode(raw[1:], charset)
    decoded.text.encode()
    assert not tidy(decoded.text)[1]


def _dates(raw):
    text = raw.decode("utf-8", "replace")
    parse_date(text)
    When(text)


def _json(raw):
    json.dumps(parse_json(raw.decode("utf-8", "replace")))


def _text(raw):
    text = tidy(raw.decode("utf-8", "replace"))[0]
    for quotation in find_quotations(text):
        for span in quotation.spans:
            assert len(span.of(text)) == len(span)
    at = 0
    for sentence in split_sentences(text):
        assert not text[at : sentence.start].strip()
        at = sentence.end
    assert not text[at:].strip()
    for time in find_times(text, When("2031-05-04")):
        assert time.span.of(text)
    find_figures(text)


ROOMS = {"charset": _charset, "dates": _dates, "json value": _json, "text": _text}
"""What is called by itself; it may raise FirsthandError, and nothing else."""


def _kinds():
    """The media types of every kind of capture that has an input in the corpus, by the kind's name."""
    named = {}
    for bad in small().values():
        named.setdefault(kind_of(bad.capture()).name.lower(), bad.media)
    return named


def targets():
    """All targets by name: every kind, and the rooms."""
    return {**_kinds(), **ROOMS}


def _called(name):
    """The function that takes one input of the target `name`."""
    target = targets()[name]

    def run(raw):
        raw = raw[:_LARGEST]
        try:
            with within_budget(name, _BUDGET_S):
                if callable(target):
                    target(raw)
                else:
                    trip([Bad(raw, target).capture("fuzzed")])
        except FirsthandError:
            if not callable(target):
                raise

    return run


def _seeds(name, folder):
    """The corpus to begin with: small inputs of the kind, inputs that are bad as they stand, and the pieces."""
    folder.mkdir(parents=True, exist_ok=True)
    media = targets()[name]
    known = [bad for bad in (*small().values(), *whole(100).values()) if callable(media) or bad.media == media]
    raws = [bad.raw for bad in known if len(bad.raw) <= _LARGEST]
    raws += [f"{SAID} {piece}"[:_LARGEST].encode("utf-8", "surrogatepass") for piece in PIECES.values()]
    for number, raw in enumerate(raws):
        (folder / f"seed-{number:03}").write_bytes(raw)


def main():
    """Fuzz the target named first; the rest of the command line goes to libFuzzer."""
    name, *flags = sys.argv[1:] or [""]
    if name not in targets():
        sys.exit(f"expected one of {', '.join(sorted(targets()))}, came {name!r}; try: make fuzz TARGET=page")
    here = Path(__file__).parent / "found"
    corpus = here / name.replace(" ", "-")
    _seeds(name, corpus)
    words = [sys.argv[0], *flags, f"-max_len={_LARGEST}", f"-artifact_prefix={here}/", str(corpus)]
    atheris.Setup(words, _called(name))
    atheris.Fuzz()


if __name__ == "__main__":
    main()

"""The fuzzer is a command, and atheris is not installed where the tests are."""

collect_ignore = ["fuzz.py"]

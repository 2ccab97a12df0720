# Every chore is one word. Nothing but Python 3.11+, git and make has to be there.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
INPUT  ?= samples
FLAGS  ?=

.PHONY: help install brief test sure fast eval lock dist clean

help:            ## what can be made
	@grep -hE '^[a-z]+: .*##|^[a-z]+:  *##' Makefile | sed 's/:.*##/ -/'

# pip upgrades itself first: the pip of a bare venv fails on some packages.
$(BIN)/firsthand: pyproject.toml constraints/run.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "firsthand needs Python 3.11 or later, this is %s; try: make PYTHON=python3.12" % sys.version.split()[0])'
	@echo "Setting up $(VENV) (once; about a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade pip
	@$(BIN)/python -m pip install --quiet --require-hashes -r constraints/run.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tests: $(BIN)/firsthand constraints/dev.txt
	@$(BIN)/python -m pip install --quiet --require-hashes -r constraints/dev.txt
	@touch $@

install: $(BIN)/firsthand  ## the program, at .venv/bin/firsthand

brief: install   ## a briefing of the sample coverage, or of INPUT="path-or-url ..."; writes brief.html
	@$(BIN)/firsthand brief $(INPUT) --html brief.html $(FLAGS)

test: $(VENV)/.tests  ## all tests
	@$(BIN)/python -m pytest -q $(FLAGS)

fast: $(VENV)/.tests  ## format, lint, types, import directions
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

sure: fast       ## what CI runs besides the tests
	@$(BIN)/python -m pytest -q tests/test_docs.py tests/test_imports.py

eval: $(VENV)/.tests  ## scores against gold, with floors
	@$(BIN)/python eval/gate.py $(FLAGS)

dist: $(VENV)/.tests  ## a wheel and an sdist in dist/
	@$(BIN)/python -m build --no-isolation --outdir dist .

lock: $(VENV)/.tests  ## pin and hash what pyproject.toml asks for
	@$(BIN)/python constraints/lock.py

clean:           ## remove what was made
	@rm -rf $(VENV) dist brief.html .pytest_cache .mypy_cache .ruff_cache

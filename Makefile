# Every chore is one word. Nothing but Python 3.11+, git and make has to be there.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
INPUT  ?= samples
FLAGS  ?=
TARGET ?=
# Where the articles to learn from lie, and where what is learnt goes.
DATA   ?= ../shared/data/polnear
OUT    ?= training/out
# The runs whose mean is the whole reader, and those whose mean is the slim one: in which order the articles come, how
# often, and for the slim ones the rate and whose slimmed weights they begin with. Then the run that ships, in which a
# large reader teaches the slim one, and the project's own gold is learnt from as well.
RUNS   ?= 0:8 2:10
SLIM   ?= 3:5:2e-4:whole 4:5:2e-4:whole 7:4:3e-4:run-0/average 8:4:3e-4:run-2/average
TAUGHT ?= 11:2:2e-4

# What the slim one learns further, hardened and with fewer heads.
FURTHER = training/.venv/bin/python training/train.py --data $(DATA) --names $(OUT)/names --own $(OUT)/own.jsonl \
  --teacher $(OUT)/large/average.pt $(OUT)/whole.pt --resume $(FLAGS)

.PHONY: help install brief test sure fast eval fuzz lock dist train own clean

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

# The fuzzer has an environment of its own, and sees the program and its tests through the other one.
tests/fuzz/.venv/.ready: tests/fuzz/requirements.txt
	@echo "Setting up tests/fuzz/.venv (once)"
	@test -x tests/fuzz/.venv/bin/python || $(PYTHON) -m venv tests/fuzz/.venv
	@tests/fuzz/.venv/bin/python -m pip install --quiet -r tests/fuzz/requirements.txt
	@touch $@

fuzz: $(VENV)/.tests tests/fuzz/.venv/.ready  ## looks for bytes that break a parser: TARGET=page FLAGS=-max_total_time=60
	@PYTHONWARNINGS=ignore PYTHONPATH=src:tests:$$($(BIN)/python -c 'import site; print(site.getsitepackages()[0])') \
	  tests/fuzz/.venv/bin/python tests/fuzz/fuzz.py $(TARGET) $(FLAGS)

dist: $(VENV)/.tests  ## a wheel and an sdist in dist/
	@$(BIN)/python -m build --no-isolation --outdir dist .

lock: $(VENV)/.tests  ## pin and hash what pyproject.toml asks for
	@$(BIN)/python constraints/lock.py

# The tagger of names and the trainer have an environment each, apart from the one of the program.
training/.names-venv/.ready: training/requirements-names.txt
	@echo "Setting up training/.names-venv (once)"
	@test -x training/.names-venv/bin/python || $(PYTHON) -m venv training/.names-venv
	@training/.names-venv/bin/python -m pip install --quiet --upgrade pip
	@training/.names-venv/bin/python -m pip install --quiet -r training/requirements-names.txt
	@touch $@

training/.venv/.ready: training/requirements.txt training/requirements-large.txt
	@echo "Setting up training/.venv (once)"
	@test -x training/.venv/bin/python || $(PYTHON) -m venv training/.venv
	@training/.venv/bin/python -m pip install --quiet --upgrade pip
	@training/.venv/bin/python -m pip install --quiet -r training/requirements.txt
	@training/.venv/bin/python -m pip install --quiet --no-deps -r training/requirements-large.txt
	@training/.venv/bin/python -m pip install --quiet --no-deps --editable .
	@touch $@

train: install training/.names-venv/.ready training/.venv/.ready  ## the reader, from DATA; five hours; ended and begun again, it goes on
	@test -e $(DATA)/train.jsonl.gz || { echo "expected articles in $(DATA); say DATA=folder, or train on the project's own gold: make own"; exit 1; }
	@training/.names-venv/bin/python training/names.py $(DATA) --out $(OUT)/names
	@for run in $(RUNS); do training/.venv/bin/python training/train.py --data $(DATA) --names $(OUT)/names \
	  --order $${run%:*} --passes $${run#*:} --out $(OUT)/run-$${run%:*} --resume $(FLAGS) || exit 1; done
	@training/.venv/bin/python training/average.py $(foreach run,$(RUNS),$(OUT)/run-$(firstword $(subst :, ,$(run)))/average.pt) --out $(OUT)/whole.pt
	@for run in $(SLIM); do set -- $$(echo $$run | tr : ' '); mkdir -p $(OUT)/slim-$$1; \
	  test -e $(OUT)/slim-$$1/start.pt || training/.venv/bin/python training/slim.py --checkpoint $(OUT)/whole.pt \
	    --of $(OUT)/$$4.pt --data $(DATA) --out $(OUT)/slim-$$1/start.pt || exit 1; \
	  training/.venv/bin/python training/train.py --data $(DATA) --names $(OUT)/names --start $(OUT)/slim-$$1/start.pt \
	    --teacher $(OUT)/whole.pt --rate $$3 --head-rate $$(test $$3 = 2e-4 && echo 4e-4 || echo 5e-4) \
	    --order $$1 --passes $$2 --out $(OUT)/slim-$$1 --resume $(FLAGS) || exit 1; done
	@training/.venv/bin/python training/average.py $(OUT)/slim-*/average.pt --out $(OUT)/slim.pt
	@$(BIN)/python eval/articles.py eval/gold/articles --split train > $(OUT)/own.jsonl
	@training/.venv/bin/python training/train.py --data $(DATA) --names $(OUT)/names --own $(OUT)/own.jsonl --large \
	  --rate 6e-5 --head-rate 6e-4 --passes 4 --stop 3 --out $(OUT)/large --resume $(FLAGS)
	@set -- $$(echo $(TAUGHT) | tr : ' '); training/.venv/bin/python training/train.py --data $(DATA) --names $(OUT)/names \
	  --own $(OUT)/own.jsonl --start $(OUT)/slim.pt --teacher $(OUT)/large/average.pt $(OUT)/whole.pt --rate $$3 --head-rate 4e-4 \
	  --order $$1 --passes $$2 --out $(OUT)/taught --resume $(FLAGS)
	@training/.venv/bin/python training/harden.py --checkpoint $(OUT)/taught/average.pt --out $(OUT)/hard.pt
	@$(FURTHER) --start $(OUT)/hard.pt --rate 1.5e-4 --head-rate 3e-4 --order 9 --passes 3 --out $(OUT)/hard
	@training/.venv/bin/python training/average.py $(OUT)/hard.pt $(OUT)/hard/average.pt --out $(OUT)/harder.pt
	@training/.venv/bin/python training/slim.py --checkpoint $(OUT)/harder.pt --heads 30 --data $(DATA) --out $(OUT)/slimmer.pt
	@$(FURTHER) --start $(OUT)/slimmer.pt --rate 1.5e-4 --head-rate 3e-4 --order 11 --passes 3 --out $(OUT)/last-a
	@$(FURTHER) --start $(OUT)/slimmer.pt --rate 2e-4 --head-rate 4e-4 --order 12 --passes 3 --out $(OUT)/last-b
	@training/.venv/bin/python training/average.py $(OUT)/last-a/average.pt $(OUT)/last-b/average.pt --out $(OUT)/both.pt
	@$(FURTHER) --start $(OUT)/both.pt --rate 1e-4 --head-rate 2e-4 --order 13 --passes 2 --out $(OUT)/last-c
	@training/.venv/bin/python training/average.py $(OUT)/last-a/average.pt $(OUT)/last-b/average.pt $(OUT)/last-c/average.pt --out $(OUT)/last.pt
	@training/.venv/bin/python training/export.py --checkpoint $(OUT)/last.pt --data $(DATA) --out src/firsthand/engines/reader

own: install training/.venv/.ready  ## a reader from the project's own gold alone, to compare; into OUT/own
	@mkdir -p $(OUT)/own
	@$(BIN)/python eval/articles.py eval/gold/articles --split train > $(OUT)/own/gold.jsonl
	@training/.venv/bin/python training/train.py --own $(OUT)/own/gold.jsonl --alone $(if $(wildcard $(DATA)/dev.jsonl.gz),--data $(DATA)) \
	  --out $(OUT)/own --passes 40 --resume $(FLAGS)

clean:           ## remove what was made
	@rm -rf $(VENV) dist brief.html .pytest_cache .mypy_cache .ruff_cache

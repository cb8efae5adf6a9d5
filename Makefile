# make demo: set up, build the shipped example, say where the case file is.
# make test: set up, pass the tests.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements/lock.txt
# Benchmarks that have a target of their own or are run by hand.
LONG := $(addprefix benchmarks/,generator.py killed.py nodes.py scale.py)
TRAINED := packages/tellings-reader-en packages/tellings-encoder-en

.PHONY: setup dev demo test check eval gate bench bench-marks bench-claims bench-scale bench-reading docs forget clean

setup: $(VENV)/.tellings
dev: $(VENV)/.dev

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.tellings: $(LOCK) pyproject.toml $(TRAINED:=/pyproject.toml) | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint $(LOCK) $(TRAINED:%=--editable %) --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.tellings
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint $(LOCK) --editable '.[dev,scale]'
	touch $@

demo: setup
	$(BIN)/tellings build examples/ferry --out out/ferry

test: dev
	$(BIN)/pytest

check: dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

# Quality on the labelled data beside this checkout (../shared), where it is present.
eval: dev
	$(BIN)/python -m evaluation

gate: dev
	$(BIN)/python -m evaluation --gate

bench: dev
	for bench in $(filter-out $(LONG),$(wildcard benchmarks/*.py)); do $(BIN)/python -m benchmarks.$$(basename $$bench .py) || exit 1; done

# Speed of the marks beside its targets and beside plain spaCy, which this installs.
bench-marks: dev
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint $(LOCK) --editable '.[bench]'
	$(BIN)/python -m benchmarks.marks

# Speed of a case file by the size of its story, beside comparing every pair; ALL=--all for a thousand articles.
bench-claims: dev
	$(BIN)/python -m benchmarks.claims $(ALL)

# Speed and scores of reading pages beside other extractors, which an environment of their own holds.
bench-reading: .venv-bench/.reading
	.venv-bench/bin/python -m benchmarks.reading

.venv-bench/.reading: requirements/bench-reading.txt $(LOCK) pyproject.toml
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --constraint $(LOCK) --editable .
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --no-deps --requirement requirements/bench-reading.txt
	touch $@

# From articles to stories at scale, beside plain ways; ALL=--all for a million articles.
bench-scale: dev
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint $(LOCK) --editable '.[scale]' datasketch
	$(BIN)/python -m benchmarks.scale --pages $(ALL)

# The pages under docs/ that are printed by the program itself.
docs: dev
	$(BIN)/python -m docs.generate

# What numba has compiled: it does not see that a function which another file calls has changed.
forget:
	find tellings -name '*.nb[ic]' -delete

clean:
	rm -rf $(VENV) .venv-bench out build *.egg-info

# Everything here makes its own environment (.venv) when there is none; it needs Python 3.11 or newer with venv and pip.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-slow lint types bench evals ratchet reference lock clean

demo: $(READY)  ## print the briefing of the example desk and write it as a page
	mkdir -p out
	$(BIN)/sayso brief examples/estmark --html out/estmark.html

test: $(READY)  ## the fast tests
	$(BIN)/python -m pytest -m "not slow"

test-slow: $(READY)  ## the slow tests
	$(BIN)/python -m pytest -m slow

lint: $(READY)  ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)  ## strict types
	$(BIN)/mypy

bench: $(READY)  ## speed on the shared load, in reports a second
	$(BIN)/python -m evals.bench

evals: $(READY)  ## accuracy on the shared clusters and every public task, held to evals/floors.json
	$(BIN)/python -m evals.ratchet --full

ratchet: $(READY)  ## the same on the clusters and a small fixed sample of each task
	$(BIN)/python -m evals.ratchet --sample

reference: $(READY)  ## write the reference pages anew from the source
	$(BIN)/python -m scripts.make_reference

lock: $(READY)  ## write both lock files anew; UPGRADE=1 takes the newest versions
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python scripts/lock.py $(if $(UPGRADE),--upgrade)

clean:  ## remove what was made, the environment too
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements-dev.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "sayso needs Python 3.11 or newer; name one with make PYTHON=..."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

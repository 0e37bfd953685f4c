# Everything a newcomer needs: make demo, make test. Only git, make and Python 3.11+ with venv are
# needed beforehand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test test-all lint prove bench clean

demo: $(STAMP)
	@$(BIN)/python -m benchmarks.demo 2>/dev/null || $(BIN)/messypr demo

test: $(STAMP)
	$(BIN)/pytest -q -m "not slow"

test-all: $(STAMP)
	$(BIN)/pytest -q

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

prove: $(STAMP)
	$(BIN)/messypr prove

bench: $(STAMP)
	$(BIN)/python benchmarks/grade.py

clean:
	rm -rf $(VENV) demo

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "messypr needs Python 3.11 or newer; say which with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Installing into $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

# Everything a newcomer needs: make demo, make test. Only git, make and Python 3.11+ with venv are
# needed beforehand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TESTS := $(VENV)/.tests
# What decides verdicts, and all that it imports, has the versions of constraints.txt.
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt
JS := tools/js/node_modules
JS_TOOLS := $(JS)/.package-lock.json
BIOME := $(JS)/.bin/biome
BIOME_FILES := --config-path=tools/js/lint.jsonc checker/page/scripts checker/markup/templates/styles
# One process more than there are cores, since most tests wait for something; a file of tests is run
# by one of them, so that what its tests share is made once.
CORES := $(shell getconf _NPROCESSORS_ONLN)
PROCESSES ?= $(if $(T)$(K),0,$(shell expr $(CORES) + 1))
# make test T="tests/dealing tests/cli/test_app.py" K=expression: some files or folders, and of their
# tests those that the expression names, in one process.
PYTEST := $(BIN)/pytest -q --numprocesses $(PROCESSES) --dist loadfile \
	--no-loadscope-reorder $(T) $(if $(K),-k "$(K)")

.PHONY: setup fit demo test test-all coverage coverage-pure page-deps page-tests lint lint-js format format-js
.PHONY: prove prove-touched nightly attacks flaky bench calibrate deals people learners linters-deps linters
.PHONY: kinds docs constraints repairs wheel clean

# What a contributor needs: messypr, its tests and those of the review page, in .venv.
setup: page-deps
	@echo "ready: $(BIN)/messypr list, make lint, make test"

demo: $(STAMP)
	@$(BIN)/messypr demo

test: $(TESTS)
	$(PYTEST) -m "not slow"

test-all: $(TESTS)
	$(PYTEST) --ignore tests/attacks

# How much of the library and the command the quick suite runs, in build/coverage; there is no gate.
# What judges, players and warm tools run in processes of their own is not counted.
coverage: $(TESTS)
	@mkdir -p build
	$(PYTEST) -m "not slow" --cov checker --cov cli --cov-report term:skip-covered --cov-report html

# The same for rooms without I/O and their own tests: seconds, so that CI can print it.
ROOMS := diffs review report
coverage-pure: $(TESTS)
	@mkdir -p build
	$(BIN)/pytest -q -m "not slow" $(ROOMS:%=tests/%) tests/grading/test_scoring.py \
		$(ROOMS:%=--cov checker.%) --cov checker.grading.scoring --cov-report term

# The review page in Debian's chromium, which has to be installed; without it they are skipped.
page-deps: $(TESTS)
	$(INSTALL) --editable '.[page-tests]'

page-tests: page-deps
	MESSYPR_BROWSER_REQUIRED=1 $(BIN)/pytest -q -m browser

# The review page's scripts and style sheet: types, faults and layout. Needs node 20 or newer with npm.
lint-js: $(JS_TOOLS)
	$(JS)/.bin/tsc --project tools/js/tsconfig.json
	$(BIOME) ci --error-on-warnings $(BIOME_FILES)

format-js: $(JS_TOOLS)
	$(BIOME) check --write $(BIOME_FILES)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Layout and everything that ruff can repair by itself; the page's scripts too where npm is there.
format: $(STAMP)
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	@if command -v npm >/dev/null; then $(MAKE) format-js; else echo "no npm: scripts are as they were"; fi

prove: $(STAMP)
	$(BIN)/messypr prove $(PROVE)

# What differs from SINCE, in every pack or in PACKS.
SINCE ?= HEAD~1
prove-touched: $(STAMP)
	$(BIN)/messypr prove $(PACKS) --since $(SINCE)

# What takes too long for every commit: all packs proved whole, a hundred deals of each, flakiness.
nightly: $(STAMP)
	$(MAKE) coverage
	$(BIN)/messypr prove
	$(BIN)/python -m benchmarks.deals
	$(BIN)/python -m benchmarks.flaky

# The cheat corpus, one attack a row with how it ended; fails if any of them gains or leaves something.
attacks: $(STAMP)
	$(BIN)/python -m tests.attacks

# The same submissions again and again while all cores are busy: about a quarter of an hour.
flaky: $(STAMP)
	$(BIN)/python -m benchmarks.flaky

bench: $(STAMP)
	$(BIN)/python -m benchmarks.grade
	$(BIN)/python -m benchmarks.throughput
	$(BIN)/python -m benchmarks.matching
	$(BIN)/python -m benchmarks.simulator

# Learns the judge's weights anew from the labelled comments: about ten minutes.
fit: $(STAMP)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[fit]'
	$(BIN)/python -m benchmarks.fitting
	$(BIN)/python -m benchmarks.kind_profiles

# How often the rules that are offered for a comment hold the right one.
kinds: $(STAMP)
	$(BIN)/python -m benchmarks.kinds $(KINDS)

# How well comments are judged, held against what people would say of them.
calibrate: $(STAMP)
	$(BIN)/python -m benchmarks.calibrate

# Every pack's seeds dealt here and from a second checkout, and proved: DEALS="3" for fewer than 100.
deals: $(STAMP)
	$(BIN)/python -m benchmarks.deals $(DEALS)

# How often people meet a defect again, and how many deals there are: about ten minutes.
people: $(STAMP)
	$(BIN)/python -m benchmarks.people

# Whether simulated learners meet again what they missed, and rarely what they know: some minutes.
learners: $(STAMP)
	$(BIN)/python -m benchmarks.learners

# How many plausible wrong repairs are accepted and right ones refused: over an hour for all packs.
repairs: $(STAMP)
	$(BIN)/python -m benchmarks.repairs $(REPAIRS)

linters-deps: $(STAMP)
	$(INSTALL) --editable '.[linters]'

# How many of the behavioural defects linters find.
linters: linters-deps
	$(BIN)/python -m benchmarks.linters $(LINTERS)

# The site, from README, docs and the catalogue of rules, in build/site; broken links are errors.
docs: $(STAMP)
	$(INSTALL) --editable '.[docs]'
	$(BIN)/python -m docs.site build/site

# Take the newest versions that pyproject.toml allows into constraints.txt; then: make nightly.
constraints: $(STAMP)
	$(INSTALL) --editable '.[release]'
	UV_CUSTOM_COMPILE_COMMAND="make constraints" $(BIN)/uv pip compile --quiet --universal --upgrade \
		--python-version 3.11 --no-emit-index-url --no-annotate \
		--output-file constraints.txt pyproject.toml

# The wheel deals the same commits as the checkout.
wheel: $(STAMP)
	rm -rf build && mkdir build
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir build .
	$(PYTHON) -m venv build/venv
	build/venv/bin/pip install --quiet --disable-pip-version-check \
		--constraint constraints.txt build/*.whl
	cd build && venv/bin/messypr start helpdesk --seed 7 --dir from-wheel >/dev/null
	cd build && ../$(BIN)/messypr start helpdesk --seed 7 --dir from-checkout >/dev/null
	test "$$(git -C build/from-wheel rev-parse HEAD)" = "$$(git -C build/from-checkout rev-parse HEAD)"
	@echo "the wheel and the checkout deal the same commits"

clean:
	rm -rf $(VENV) $(JS) build

$(JS_TOOLS): tools/js/package-lock.json
	cd tools/js && npm ci --silent
	@touch $@

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "messypr needs Python 3.11 or newer; say which with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Installing into $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --editable .
	@touch $@

$(TESTS): $(STAMP)
	@$(INSTALL) --editable '.[tests]'
	@touch $@

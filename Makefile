# make run    the demo at http://localhost:8000       make test   the suite      make slow   its tests that take minutes
# make check  everything a machine can judge (< 60 s)  make fix    what a machine can mend
# make bench  measurements   make storm  messages in bad weather   make chaos  kill -9 of everything   make schemathesis  the interfaces   make wheel   dist/*.whl   make states, make words   generated files

PYTHON ?= python3
BIN := .venv/bin
# Compiled modules are kept even where a machine's settings say otherwise: each start would take twice as long.
unexport PYTHONDONTWRITEBYTECODE
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
BUILT := twingrid/web/shell/static/twingrid/dist/built.json
FRONT := $(shell find islands twingrid/web/shell/style -type f 2>/dev/null) \
	$(wildcard twingrid/web/shell/icons.txt package.json package-lock.json vite.config.ts tsconfig.json .npmrc)
# Runs a command and shows what it says only when it fails.
QUIETLY := sh -c 'out=$$("$$@" 2>&1) || { echo "$$out"; exit 1; }' quietly
CHECKS := lock format lint types imports words states migrations templates front house
TOGETHER := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.PHONY: guide bench-work run test slow check fix bench states words wheel lock environment front clean journeys proof storm storm-short chaos chaos-short schemathesis schemathesis-short $(CHECKS:%=check-%)

run: environment front words
	@$(BIN)/twingrid run

environment:
	@$(PYTHON) .ci/environment.py

front: environment $(BUILT)

node_modules/.package-lock.json: package-lock.json | environment
	@echo "Installing the front end's packages …"
	@$(WITH_NODE) $(BIN)/npm ci --silent
	@touch $@

$(BUILT): $(FRONT) node_modules/.package-lock.json | environment
	@echo "Building the front end …"
	@$(WITH_NODE) $(BIN)/npm run build --silent -- --logLevel error
	@touch $@

words: environment
	@$(BIN)/python -m twingrid.cli.words --compile

test: environment front words
	@$(BIN)/pytest -n 3 --dist worksteal -m "not slow" $(TESTS)

# What takes minutes by its nature: every page under a magnifying glass in Chromium, processes killed and started,
# a second server, whole batches. Part of .ci/run.
slow: environment front words
	@$(BIN)/pytest -n 3 --dist worksteal -m slow $(TESTS)

journeys: environment front words
	@TWINGRID_JOURNEYS=required $(BIN)/pytest tests/journeys $(TESTS)

# The walks once more, writing docs/guide/*.png.
guide: environment front words
	@TWINGRID_JOURNEYS=pictures $(BIN)/pytest tests/journeys -k "plate_to_rating or keyboard_alone or three_large or pictures"

# 20,000 messages through the stand-ins, workers killed, a gateway down; STORM="--seed 7" repeats one.
storm: environment words
	@$(BIN)/python -W ignore -m tests.storm $(STORM)

# The same in a minute, for .ci/run.
storm-short: environment words
	@$(BIN)/python -W ignore -m tests.storm --deliveries 1500 --lease 5 --patience 300 $(STORM)

# kill -9 of PostgreSQL, the worker and the site, thirty times each, while calls and events come in.
chaos: environment front words
	@$(BIN)/python -W ignore -m tests.chaos $(CHAOS)

# The same in a minute, for .ci/run.
chaos-short: environment front words
	@$(BIN)/python -W ignore -m tests.chaos --kills 5 --seconds 90 $(CHAOS)

# Our interfaces asked for everything that their descriptions allow, and for what they do not; SCHEMATHESIS="--seed 7".
schemathesis: environment front words
	@$(BIN)/python -W ignore -m tests.schemathesis $(SCHEMATHESIS)

# The same in a minute, for .ci/run.
schemathesis-short: environment front words
	@$(BIN)/python -W ignore -m tests.schemathesis --short $(SCHEMATHESIS)

proof: environment
	@$(BIN)/python tests/proof/two_commands.py

check: environment front words
	@$(MAKE) --no-print-directory --keep-going -j2 $(TOGETHER) $(CHECKS:%=check-%)
	@echo "All checks are green."

check-lock:
	@$(BIN)/python .ci/lock.py
check-format:
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted. Run make fix."; exit 1; }
check-lint:
	@$(BIN)/ruff check --quiet .
check-types:
	@$(QUIETLY) $(BIN)/mypy
check-imports:
	@$(QUIETLY) $(BIN)/lint-imports --no-cache
check-words:
	@$(QUIETLY) $(BIN)/python -m twingrid.cli.words --check
check-states:
	@$(BIN)/python -m twingrid.cli states --check
check-migrations:
	@TWINGRID_DATABASE_ROLE=owner $(QUIETLY) $(BIN)/python manage.py makemigrations --check --dry-run
check-templates:
	@$(QUIETLY) $(BIN)/djlint twingrid --lint
check-front:
	@$(WITH_NODE) $(QUIETLY) $(BIN)/npm run check
	@$(WITH_NODE) $(QUIETLY) $(BIN)/npm test
check-house:
	@$(QUIETLY) $(BIN)/pytest tests/house -m "not journey and not walk"

fix: environment
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@$(BIN)/python -m twingrid.cli.words --update
	@$(BIN)/python -m twingrid.cli states

states: environment
	@$(BIN)/python -m twingrid.cli states

bench: environment
	@for one in "points" "overlay --quick" "find --size small" "find_blind --size small" "lists" "messages" "expand"; do \
		echo "== benchmarks.$$one"; $(BIN)/python -W ignore -m benchmarks.$$one || exit 1; done

# Lists, intake and calls at ten thousand to a million requests; WORK="--sizes 10000" for a short one.
bench-work: environment front words
	@$(BIN)/python -W ignore -m benchmarks.work_queries
	@$(BIN)/python -W ignore -m benchmarks.work $(WORK)

wheel: environment front words
	@rm -rf dist
	@$(BIN)/python -m hatchling build --target wheel
	@ls -l dist

# Needs uv and the network; everything else works from the lock alone.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements.lock

clean:
	@rm -rf dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find twingrid tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

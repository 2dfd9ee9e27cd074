# Two commands: `make run` opens a training station, `make test` runs the tests. Both make .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export PYTHONUTF8 := 1

.PHONY: run test check lint types contracts rules fast bench lock clean

# make run STATION=wuxi opens another training station: any folder of data/training, each in a home of its own.
STATION ?=

run: $(READY)
	@COUNTER_STATION="$(or $(STATION),$(COUNTER_STATION))" $(BIN)/counter

test: $(READY)
	$(BIN)/pytest -n 3 --dist worksteal

# The gate before every hand-over: format, lint, types, direction of imports, rules, fast tests: those of the pure rooms and of what
# holds the whole together. Everything that opens a store, a screen or a real component is the other half of `make test`.
FAST := tests/values tests/workflows tests/rules tests/trust tests/widgets
FAST += $(filter-out tests/test_build.py tests/test_wheel.py,$(wildcard tests/test_*.py))

check: lint types contracts rules fast

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports

rules: $(READY)
	$(BIN)/counter rules check

fast: $(READY)
	$(BIN)/pytest -n 2 --dist worksteal -q -m "not terminal and not kill and not slow" $(FAST)

bench: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/python -m benchmarks

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Counter needs Python 3.11 or newer." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q counter
	@touch $@

# Needs uv; hashes are kept, the address of the registry is not.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --group dev --group build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  --constraint requirements.lock --group bench -o requirements-bench.lock

clean:
	rm -rf $(VENV) build dist

# What can be done in this folder? `make help` tells. Everything works with nothing but Python 3.11 or newer and make.

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint check check-all bench docs

PYTHONS := python3 python python3.11 python3.12 python3.13 python3.14
SUITABLE = $(1) -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
PYTHON ?= $(shell for p in $(PYTHONS); do if $(call SUITABLE,$$p); then echo $$p; break; fi; done)
UV ?= $(or $(shell command -v uv 2>/dev/null),.uv/bin/uv)
BIN := .venv/bin
# Tried with uv's own certificates first, then with the system's, which a company's proxy may need.
SYNC = $(if $(PYTHON),UV_PYTHON=$(PYTHON)) UV_PROJECT_ENVIRONMENT=.venv "$(UV)" sync --locked --quiet
sync = { $(SYNC) $(1) 2>/dev/null || UV_SYSTEM_CERTS=true UV_NATIVE_TLS=true $(SYNC) $(1); }

PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses=8
JOURNEYS := tests/journeys tests/journeys_browser
COVERAGE := --cov --cov-report=term:skip-covered --cov-fail-under=90

help:  ## Say what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: .venv/.ready  ## Open a local Slack workspace in the browser with the real bot in it; Ctrl-C ends it
	@$(BIN)/baton demo $(ARGS)

# Whole journeys are not watched line by line: that costs them as much again as they take. `make check-all` does.
test: .venv/.ready  ## Run the test suite; the rules must be covered wholly, everything together to 90 %
	$(PYTEST) -m "not slow" $(COVERAGE) $(JOURNEYS:%=--ignore=%)
	@$(BIN)/coverage report --include='workflow/*' --fail-under=100
	$(PYTEST) -m "not slow" $(JOURNEYS)

lint: .venv/.ready  ## Check format, lint, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test  ## Everything that must hold before a change lands

check-all: lint  ## The same with the slow sweeps
	$(PYTEST) --hypothesis-profile=thorough $(COVERAGE)
	@$(BIN)/coverage report --include='workflow/*' --fail-under=100

bench: .venv/.ready | $(UV)  ## Measure on this machine and write docs/performance.md
	@$(call sync,--group bench) || echo "pandas cannot be had here: the comparison with it is left out."
	$(BIN)/python -m tests.bench $(ARGS)

docs: .venv/.ready  ## Rewrite what the program itself writes of docs/
	$(BIN)/python -m tests.generated

setup: .venv/.ready  ## Install what pyproject.toml and uv.lock name into .venv

.venv/.ready: pyproject.toml uv.lock | $(UV)
	@echo "Setting up Baton in .venv (a minute or two, once) ..."
	@$(call sync,)
	@touch $@

.uv/bin/uv:
	@test -n "$(PYTHON)" || { echo "Baton needs Python 3.11 or newer; install it, or say where it is: make PYTHON=/path/to/python3." >&2; exit 1; }
	@echo "Fetching uv, which installs the rest, into .uv ..."
	@$(PYTHON) -m venv .uv >/dev/null 2>&1 || { rm -rf .uv; echo "Python cannot make virtual environments here; on Debian and Ubuntu 'sudo apt-get install python3-venv' mends it, then run make again." >&2; exit 1; }
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check uv

# The two commands: `make demo` and `make test`. Everything installs itself into .venv/.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
# Bytecode is compiled at installation; an environment that forbids it doubles every start.
unexport PYTHONDONTWRITEBYTECODE
export GX_ANALYTICS_ENABLED := false

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-full lint bench up down lock

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: .venv/ready ## create .venv/ from the hash-locked requirements

.venv/ready: requirements-dev.lock pyproject.toml
	@$(PYTHON) -m venv .venv 2>/dev/null || { echo "python3-venv is missing: apt-get install python3-venv"; exit 1; }
	@awk '/^uv==/ {on = 1} on {print} on && !/\\$$/ {exit}' requirements-dev.lock > .venv/uv.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.lock
	@VIRTUAL_ENV=.venv $(BIN)/uv pip sync --quiet --require-hashes --compile-bytecode requirements-dev.lock
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## January 2026 through the real DAGs on a live Airflow, to the Word draft
	@$(BIN)/nghiquyet demo

test: setup ## every test; the long trials sampled
	$(BIN)/pytest -n 2 --dist loadfile $(PYTEST)

test-full: setup ## every test; the long trials whole, figures to docs/evidence/
	$(BIN)/pytest -n 2 --dist loadfile -m "not hypothesis and not long" $(PYTEST)
	NGHIQUYET_FULL_TRIALS=1 $(BIN)/pytest -m "hypothesis or long" $(PYTEST)

lint: setup ## ruff, mypy and the layers' contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup ## ratios measured in one run
	$(BIN)/python -m tests.benchmarks

up: setup ## live Airflow on this machine; prints the address and the log-in
	@$(BIN)/nghiquyet up

down: ## stop it; no process stays behind
	@$(BIN)/nghiquyet down

lock: ## renew the hash-locked requirements
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 --extra dev pyproject.toml -c requirements.lock -o requirements-dev.lock

# `make run` and `make test` are all that a newcomer needs; each sets up what is missing.

.DEFAULT_GOAL := help
.PHONY: help run stop setup test test-long lint format bench schema lock
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
UV_VERSION := 0.13.9
PYTHONS := python3 python3.13 python3.12 python3.11
PYTEST := $(BIN)/pytest -n 2 --dist loadgroup

help: ## what can be typed here
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: export CALLCRM_DEMO ?= 1
run: .venv/.run ## start everything with sample data (HOST, PORT, VAR_DIR; CALLCRM_DEMO= for none)
	@exec $(BIN)/python -m callcrm.run

stop: .venv/.run ## stop what `make run` or a command has started in VAR_DIR
	@exec $(BIN)/python -m callcrm.run stop

setup: .venv/.lint ## install what running, testing and linting need into .venv

test: lint ## lint, then all tests but the long ones
	$(PYTEST) -m "not long"

test-long: .venv/.run ## the tests that take minutes
	$(PYTEST) -m long

lint: .venv/.lint ## ruff, mypy and the contracts about imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.lint ## put the code in its form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/.run ## measure the import of a million contacts (VAR_DIR without contacts)
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python -m bench.import_contacts

schema: .venv/.run ## write the OpenAPI document to docs/openapi.json
	$(BIN)/python manage.py spectacular --validate --fail-on-warn --format openapi-json --file docs/openapi.json

lock: .venv/.run ## choose the newest allowed versions and lock them with their hashes
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --group lint --constraint requirements.txt --output-file requirements-lint.txt

# uv takes seconds where pip takes a minute; pip knows a mirror that only pip was told of.
.venv/.run: requirements.txt
	@for python in $(PYTHONS); do \
		if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	test -n "$$found" || { echo "callcrm needs Python 3.11, 3.12 or 3.13; none of $(PYTHONS) is one." >&2; exit 1; }; \
	echo "Setting up .venv with $$found"; \
	test -x $(BIN)/python || $$found -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python requirements.txt \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.lint: .venv/.run requirements-lint.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements-lint.txt \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-lint.txt
	@touch $@

# `make run` and `make test` are all that a newcomer needs; each sets up what is missing.

.DEFAULT_GOAL := help
.PHONY: help run stop setup portal test test-long test-portal lint format bench pictures schema api lock
MAKEFLAGS += --no-print-directory
# Images often set it: then each of the many short processes would compile all its imports anew.
export PYTHONDONTWRITEBYTECODE :=

BIN := .venv/bin
UV_VERSION := 0.13.9
PYTHONS := python3 python3.13 python3.12 python3.11
NPM := $(BIN)/python -m callcrm.run.npm
FRONTEND := portal/frontend
PORTAL := portal/static/portal/app/manifest.json
# In the order of collection: who empties the tables comes after those who need them.
PYTEST := $(BIN)/pytest -n 3 --dist loadgroup --no-loadscope-reorder

help: ## what can be typed here
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: export CALLCRM_DEMO ?= 1
run: .venv/.run $(PORTAL) ## start everything with sample data (HOST, PORT, VAR_DIR; CALLCRM_DEMO= for none)
	@exec $(BIN)/python -m callcrm.run

stop: .venv/.run ## stop what `make run` or a command has started in VAR_DIR
	@exec $(BIN)/python -m callcrm.run stop

setup: .venv/.lint $(FRONTEND)/node_modules/.package-lock.json ## install what running, testing and linting need into .venv

portal: $(PORTAL) ## build the portal's pages, if they are older than their source

test-portal: $(PORTAL) ## the portal's own lint and tests, and whether its API types are today's
	@$(NPM) run --silent lint
	@$(NPM) run --silent test
	@$(MAKE) schema
	@$(NPM) run --silent api:check || { echo "Type \`make api\`: the API has changed since schema.d.ts was written." >&2; exit 1; }

test: .venv/.lint $(PORTAL) ## lint, then all tests but the long ones
	@$(MAKE) --jobs 2 lint test-portal
	$(PYTEST) -m "not long"

test-long: .venv/.run $(PORTAL) ## the tests that take minutes
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

pictures: ## take the README's pictures anew, of a running `make run` (PORT, VAR_DIR)
	$(BIN)/python -m tests.browser.pictures http://127.0.0.1:$(or $(PORT),8000) $(or $(VAR_DIR),var)/demo_accounts.json docs/images

schema: .venv/.run ## write the OpenAPI document to docs/openapi.json
	$(BIN)/python manage.py spectacular --validate --fail-on-warn --format openapi-json --file docs/openapi.json

api: schema $(FRONTEND)/node_modules/.package-lock.json ## write the types of the API's answers for the portal
	@$(NPM) run --silent api

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

# Only what the build reads: tests and documents don't make it stale.
PORTAL_SOURCES = $(shell find $(FRONTEND)/src $(FRONTEND)/scripts $(FRONTEND)/*.* portal/static/portal/tokens.css -type f ! -name '*.test.ts*')

$(FRONTEND)/node_modules/.package-lock.json: $(FRONTEND)/package-lock.json | .venv/.run
	@echo "Installing what the portal is built with"
	@$(NPM) ci --silent
	@touch $@

$(PORTAL): $(FRONTEND)/node_modules/.package-lock.json $(PORTAL_SOURCES)
	@echo "Building the portal"
	@$(NPM) run --silent build
	@touch $@

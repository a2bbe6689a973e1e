# The commands that people type and that CI calls. `make` alone lists them.
#
# Nothing is expected of the machine but Python 3.11 to 3.14, make and the package registries: uv, and with it
# everything else, is installed inside the checkout. Another interpreter: make run PYTHON=python3.13

PYTHON ?= python3
ARGS ?=
UV_VERSION := 0.13.9
CLIENT_VERSION := 2.1.197

UV := .tools/uv-$(UV_VERSION)/bin/uv
RUN := $(UV) run --frozen --no-sync
NPM := $(RUN) python ui/npm.py
UI_TOOLS := ui/node_modules/.installed
CLIENT := .tools/claude-code-$(CLIENT_VERSION)

# The first installation takes a while and shows what it does; later ones are silent.
SYNC := $(UV) sync --frozen $(if $(wildcard .venv/pyvenv.cfg),--quiet)

export UV_PYTHON := $(PYTHON)
export UV_PYTHON_DOWNLOADS := never
unexport VIRTUAL_ENV

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench e2e types screenshots install dev

help: ## List these commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: install ## Start StackSpend on the stores in ./data (ARGS="--port 9000" changes how)
	@$(RUN) stackspend serve --data-dir data $(ARGS) || test $$? -eq 130  # Ctrl-C is how people stop it

test: dev $(UI_TOOLS) ## Run every test; installs Debian's PostgreSQL and Chromium where they are missing
	@tools/debian.sh postgresql chromium
	@$(NPM) run test
	@$(RUN) pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: dev $(UI_TOOLS) ## Check style, types, spelling and the direction of imports
	@$(RUN) ruff check
	@$(RUN) ruff format --check
	@$(RUN) mypy
	@$(RUN) lint-imports
	@$(RUN) codespell
	@$(NPM) run lint
	@$(NPM) run typecheck

format: dev $(UI_TOOLS) ## Rewrite the code in the project's style
	@$(RUN) ruff check --fix
	@$(RUN) ruff format
	@$(NPM) run format

bench: dev ## Measure StackSpend beside its peers (ARGS="accept --quick" measures a part); installs Debian's wrk and Chromium if missing
	@tools/debian.sh wrk chromium
	@$(RUN) python -m bench $(ARGS)

e2e: dev $(CLIENT)/.installed ## Run the real Claude Code client against StackSpend, on loopback only
	@E2E_CLIENT="$(CURDIR)/$(CLIENT)/node_modules/.bin/claude" tools/loopback.sh $(RUN) pytest tests/e2e $(ARGS)

types: dev $(UI_TOOLS) ## Tell the web app how the API has changed
	@$(RUN) python -m tools.openapi
	@$(NPM) run --silent types

screenshots: dev ## Take the pictures in the README anew
	@tools/debian.sh chromium
	@$(RUN) python -m tools.screenshots

install: $(UV)
	@$(SYNC) --no-dev --inexact

dev: $(UV)
	@$(SYNC)

$(UV):
	@tools/uv.sh .tools/uv-$(UV_VERSION) $(UV_VERSION) $(PYTHON)

# A build of the web app installs only what a build needs, and clears the folder with this mark before it does.
$(UI_TOOLS): ui/package.json ui/package-lock.json | dev
	@$(NPM) ci --no-audit --no-fund
	@touch $@

$(CLIENT)/.installed: | dev
	@$(NPM) install --prefix "$(CURDIR)/$(CLIENT)" --no-audit --no-fund @anthropic-ai/claude-code@$(CLIENT_VERSION)
	@touch $@

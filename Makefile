# Everything a newcomer needs. Each target says what it does: type `make`.
SHELL := /bin/bash
PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
VENDOR := contest_pages/static/contest_pages/vendor
FONTS := node_modules/@fontsource/be-vietnam-pro/files
CARD_FONTS := node_modules/@expo-google-fonts/be-vietnam-pro
PAPER_FONTS := node_modules/@expo-google-fonts/tinos
ESLINT := $(BIN)/python .ci/node.py node node_modules/eslint/bin/eslint.js --config .ci/eslint.config.mjs --max-warnings 0
PYRIGHT := $(BIN)/python .ci/node.py node node_modules/pyright/index.js --warnings
STYLES := $(wildcard deploy/styles/*) deploy/build_pictures.py deploy/icons.txt $(wildcard contest_pages/art/*.py)
export PORT SLOWEST

.DEFAULT_GOAL := help
.PHONY: help demo setup run test style lint e2e lighthouse messages clean

help: ## Show these targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: setup run ## Set up, load the demo, start the site and the task worker (PORT=8000)

setup: .venv/installed frontend catalogues ## Do all that demo does except start the site
	@mkdir -p var static
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo

run: ## Start the site on 127.0.0.1:$(PORT) with the task worker; Ctrl+C stops both
	@$(BIN)/python .ci/run_site.py

test: .venv/installed frontend catalogues ## Run all tests that this machine can run; the last line says what was skipped (SLOWEST=20 lists the slowest)
	@$(BIN)/python .ci/run_tests.py

style: .venv/installed node_modules/installed ## Check the style of Python, scripts and templates, and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(PYRIGHT)
	@$(ESLINT) '{contest_pages,home,portal}/**/static/**/*.js'
	@git ls-files '*.html' | xargs $(BIN)/djhtml --check --tabwidth 4

lint: style catalogues ## Check style, types, imports, scripts, templates, migrations and translations
	@mkdir -p var
	@$(BIN)/lint-imports --no-cache
	@$(MANAGE) makemigrations --check --dry-run
	@$(BIN)/python .ci/messages.py --check

e2e: .venv/installed frontend catalogues ## Run the browser tests alone (needs Chromium)
	@$(BIN)/python -m pytest tests/e2e

lighthouse: setup ## Measure the public pages with Lighthouse (needs Chromium; reports in var/lighthouse)
	@$(BIN)/python .ci/lighthouse.py

messages: .venv/installed ## Bring the translation catalogues up to date with the sources
	@$(BIN)/python .ci/messages.py

clean: ## Remove everything that was built; the demo's data too
	@rm -rf .venv node_modules var $(VENDOR)

# --- what the targets stand on ---------------------------------------------------------------

.venv/installed: requirements.txt $(wildcard requirements/*.txt)
	@echo "Installing Python packages into .venv (once) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	@touch $@

.PHONY: frontend catalogues
frontend: $(VENDOR)/built

node_modules/installed: package-lock.json .venv/installed
	@echo "Installing front-end files (once) …"
	@$(BIN)/python .ci/node.py npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(VENDOR)/built: node_modules/installed $(STYLES)
	@rm -rf $(VENDOR) && mkdir -p $(VENDOR)/fonts
	@$(BIN)/python .ci/node.py node node_modules/sass/sass.js --load-path=node_modules --quiet --no-source-map --style=compressed deploy/styles/contest_pages.scss $(VENDOR)/contest_pages.css
	@for file in tus-js-client/dist/tus.min.js pdfjs-dist/legacy/build/pdf.min.mjs pdfjs-dist/legacy/build/pdf.worker.min.mjs; do \
		sed "s@//. sourceMappingURL=.*@@" node_modules/$$file > $(VENDOR)/$${file##*/}; done  # the maps stay behind
	@$(BIN)/python deploy/build_pictures.py node_modules/bootstrap-icons/icons $(VENDOR)
	@cp $(CARD_FONTS)/400Regular/BeVietnamPro_400Regular.ttf $(CARD_FONTS)/700Bold/BeVietnamPro_700Bold.ttf $(VENDOR)/fonts/
	@cp $(PAPER_FONTS)/*/Tinos_*.ttf $(VENDOR)/fonts/
	@cp $(FONTS)/be-vietnam-pro-{vietnamese,latin}-{400,700}-normal.woff2 $(VENDOR)/fonts/
	@touch $@

catalogues: .venv/installed
	@$(BIN)/python deploy/build_catalogues.py contest_pages portal home

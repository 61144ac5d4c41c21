# Two commands matter: `make demo` and `make test`. Each sets up all that it misses.
# Needed beforehand: Python 3.11+, Node 20+, make. PORT=8001 and DATA_DIR=/path are honoured.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= $(CURDIR)/var
WORKERS ?= 2
ONLY ?=
export DATA_DIR PORT WORKERS
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Kept out of node_modules and .venv: what was installed, by the hash of its lock file.
STAMPS := .venv/stamps

.PHONY: demo test test-full check bench serve audit-page verifier-page trustee-page format messages lock clean help
help:
	@grep -E '^# [a-z-]+:' Makefile | sed 's/^# /make /'

# demo: fill a demo city and serve it on http://127.0.0.1:8000 (one process, SQLite)
demo: export DEMO = 1
demo: $(STAMPS)/run build/stamp
	@python manage.py migrate --no-input --verbosity 0
	@python manage.py fill_demo_city
	@python manage.py serve_embedded --port $(PORT)

# audit-page: build/pages/challenge.html, the check of a challenged ballot in one file without a network, and its hash
audit-page: node_modules/.package-lock.json
	@node frontend/pages/build.mjs challenge

# verifier-page: build/pages/verifier.html, the second verifier in one file without a network, and its hash
verifier-page: node_modules/.package-lock.json
	@node frontend/pages/build.mjs verifier

# trustee-page: build/pages/trustee.html, the trustees' page in one file without a network, and its hash
trustee-page: node_modules/.package-lock.json
	@node frontend/pages/build.mjs trustee

# serve: production; pages over WSGI, sockets over ASGI (docs/operations.md); needs DATABASE_URL, REDIS_URL, SECRET_KEY
serve: $(STAMPS)/run build/stamp
	@bin/serve

# test: every check and every test
test: $(STAMPS)/dev build/stamp
	@bin/test

# test-full: the same, with every page in both languages at both widths
test-full: $(STAMPS)/dev build/stamp
	@FULL=1 bin/test

# check: lint, types, contracts, migrations, templates
check: $(STAMPS)/dev build/stamp
	@bin/check

# bench: measure, print the table, update benchmarks/results.json; ONLY=pages measures one area
bench: $(STAMPS)/dev build/stamp
	@python -m benchmarks $(if $(ONLY),--only $(ONLY))

# format: let ruff put the code in order
format: $(STAMPS)/dev
	@ruff format . && ruff check --fix .

# messages: collect the texts for translation, in the order of their letters (needs gettext)
messages: $(STAMPS)/dev
	@python manage.py makemessages --locale en --no-location --no-wrap --ignore 'node_modules/*' --ignore '.venv/*' --ignore 'build/*' --ignore 'tests/*' --ignore 'frontend/*'
	@msgattrib --sort-output --no-wrap --no-location --no-obsolete -o locale/en/LC_MESSAGES/django.po locale/en/LC_MESSAGES/django.po

# lock: write the locked requirements anew from pyproject.toml
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate
lock: $(STAMPS)/dev
	@$(LOCK) requirements/uv.in -o requirements/uv.txt
	@$(LOCK) pyproject.toml -o requirements/run.txt
	@$(LOCK) pyproject.toml --extra dev -o requirements/dev.txt

# clean: remove what was built and installed (not the data)
clean:
	rm -rf .venv node_modules build frontend/dist

.venv/bin/uv: requirements/uv.txt
	@bin/prerequisites
	@echo 'Setting up .venv'
	@$(PYTHON) -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# The dev set holds the run set, so `make demo` after `make test` installs nothing.
$(STAMPS)/run: requirements/run.txt .venv/bin/uv
	@mkdir -p $(@D)
	@test -e $(STAMPS)/dev -a $(STAMPS)/dev -nt $< || { echo 'Installing the Python packages'; uv pip sync --quiet --require-hashes $<; }
	@touch $@

$(STAMPS)/dev: requirements/dev.txt .venv/bin/uv
	@mkdir -p $(@D)
	@echo 'Installing the Python packages, with those for tests'
	@uv pip sync --quiet --require-hashes $<
	@touch $@

node_modules/.package-lock.json: package-lock.json
	@echo 'Installing the front-end packages'
	@npm ci --ignore-scripts --silent
	@touch $@

build/stamp: node_modules/.package-lock.json $(shell find frontend locale -path frontend/dist -prune -o -type f ! -name '*.mo' -print 2>/dev/null) | $(STAMPS)/run
	@mkdir -p $(@D)
	@echo 'Building the front end'
	@node frontend/build.mjs
	@if [ -d locale ]; then pybabel --quiet compile --use-fuzzy -d locale -D django; fi
	@python manage.py collectstatic --no-input --clear --verbosity 0
	@touch $@

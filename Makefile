# Two commands: `make site` builds the example partners, `make test` proves that everything works.
# Both prepare what they need first, and only once: stamps stand inside .venv/ and node_modules/.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := site
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$name; break; }; done)
PYTEST_ARGS ?=
# One process a core, four at most: each drives a browser. WORKERS=0 runs them one by one, in this process.
WORKERS ?= auto

.PHONY: site test hosts lint format docs scripts bench audit clean distclean help tools

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

site: $(VENV)/.site  ## build the example partners into build/, and say where to look
	@$(BIN)/commun build

test: $(VENV)/.dev tools lint  ## install what tests need, then check style, types and behaviour
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist worksteal $(PYTEST_ARGS)

hosts: $(VENV)/.dev tools  ## install WordPress, nginx and Apache, then show the widget in them (minutes)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	  command -v php >/dev/null && [ -d /usr/share/wordpress/wp-content/themes/twentytwentythree ] && [ -x /usr/sbin/nginx ] && [ -x /usr/sbin/apache2 ] && [ -x /usr/sbin/mariadbd ] \
	    || { $(APT_UPDATE) && $(APT_INSTALL) nginx-light apache2-bin php-cli php-mysql php-xml php-mbstring mariadb-server wordpress wordpress-theme-twentytwentythree >/dev/null; }
	fi
	$(BIN)/python -m pytest -m hosts $(PYTEST_ARGS)

lint: $(VENV)/.dev  ## style and types only
	@$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.dev  ## rewrite the code in the project's style
	@$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.dev  ## write docs/reference/ and the guide's output again from the code
	@$(BIN)/python docs/generate.py

scripts: tools  ## write the short form of the themes' scripts again from their source
	@node themes/shrink.mjs

bench: $(VENV)/.dev  ## compare with Hugo on the same corpus (minutes)
	@$(BIN)/python bench/build/run.py --partners 100 --times 3

audit: $(VENV)/.dev tools bench/audit/node_modules/.done  ## what a page costs: Lighthouse, EcoIndex, axe, bytes (minutes)
	@$(BIN)/python bench/audit/run.py --write

bench/audit/node_modules/.done: bench/audit/package.json bench/audit/package-lock.json
	@npm ci --prefix bench/audit --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
	touch $@

clean:  ## remove what is built and cached
	rm -rf build build-agents .build.commun .build-agents.commun dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean  ## remove the virtual environment and the npm tools as well
	rm -rf $(VENV) node_modules

# ---------------------------------------------------------------------------------------------------------------------
# What must be there first.

# Debian splits `venv` from Python, hence the check; a half-made environment is made again.
$(VENV)/.site: pyproject.toml
	@if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then
	  [ -n "$(PYTHON)" ] || { echo "Python 3.11 or later is needed: apt-get install python3 python3-venv" >&2; exit 3; }
	  if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then
	    [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && { $(APT_UPDATE); $(APT_INSTALL) python3-venv; } \
	      || { echo "Python's venv is missing: sudo apt-get install python3-venv" >&2; exit 3; }
	  fi
	  echo "Making $(VENV) with $(PYTHON)"
	  $(PYTHON) -m venv --clear $(VENV)
	fi
	$(PIP) install --editable '.[serve,print]'
	touch $@

$(VENV)/.dev: $(VENV)/.site
	@$(PIP) install --editable '.[dev]'
	touch $@

# What pip cannot give: a browser, Java for the HTML checker, Node for the rest. Where this user may not install them,
# the tests that need them say so and are skipped; under CI=true they fail (tests/conftest.py).
APT_UPDATE = apt-get update -qq </dev/null
APT_INSTALL = DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends </dev/null

tools:
	@missing=""
	command -v chromium >/dev/null && command -v chromedriver >/dev/null || missing+=" chromium chromium-driver fonts-liberation"
	command -v java >/dev/null || missing+=" default-jre-headless"
	command -v node >/dev/null || missing+=" nodejs"
	command -v npm >/dev/null || missing+=" npm"
	if [ -n "$$missing" ]; then
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	    echo "Installing$$missing"
	    { $(APT_UPDATE) && $(APT_INSTALL) $$missing >/dev/null; } || echo "Could not install$$missing" >&2
	  else
	    echo "Missing, and some tests with them: sudo apt-get install$$missing" >&2
	  fi
	fi
	if command -v npm >/dev/null; then
	  $(MAKE) -s node_modules/.done || echo "The npm tools could not be installed" >&2
	fi

node_modules/.done: package.json package-lock.json
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
	touch $@

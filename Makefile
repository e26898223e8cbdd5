# On a fresh machine `make run` and `make test` are the only commands needed: each sets up what it uses.

PYTHON ?= python3
UV = 0.13.9
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed
# Every pin is in the files, so that nothing is left to resolve; Python compiles what it imports, when it does.
# It unpacks one after the other: two of them, each with every second line, take two thirds of the time.
PIP = half() { grep -hE '^[[:alnum:]]' $(1) | sort -u | awk "NR % 2 == $$1" \
	| $(BIN)/python -m pip install -q --no-deps --no-compile -r /dev/stdin; }; half 0 & half 1 && wait $$!
# A missing browser fails where the result counts; elsewhere its tests are skipped and say why.
REQUIRED := $(if $(filter-out 0 false,$(or $(CITYOPS_REQUIRE_BROWSER),$(CI))),1,)
BROWSER = /usr/bin/chromium
TESTS = pytest -m 'not soak' -rs -n auto --dist worksteal

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore
export CITYOPS_REQUIRE_BROWSER = $(REQUIRED)
# Where the machine forbids Python to keep what it compiled, each of the processes would compile it again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run test coverage system soak bench lock

step = @printf '\n== %s\n' '$(1)' >&2
is_root_on_debian = [ -f /etc/debian_version ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null
install = DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends

help:
	@echo 'make run     start the app on http://localhost:8501; the first start loads London'
	@echo 'make test    every check: style, types, directions, tests'
	@echo 'make setup   only what they do first: .venv and the pinned packages'
	@echo 'make soak    the long runs, by hand'
	@echo 'make coverage  the tests of make test, and which lines they ran; by hand'
	@echo 'make bench   the benchmarks, half an hour; `make -s bench > docs/benchmarks.md` keeps them'
	@echo 'make lock    write the pins anew from pyproject.toml; `make lock UPGRADE=--upgrade` takes the newest'

setup: $(RUNTIME)

run: $(RUNTIME)
	@exec $(BIN)/python -m cityops serve

test: $(DEVELOPMENT) system
	$(call step,Style: ruff check)
	@$(BIN)/python -m ruff check .
	$(call step,Style: ruff format --check)
	@$(BIN)/python -m ruff format --check .
	$(call step,Types: mypy)
	@$(BIN)/python -m mypy --num-workers 2
	$(call step,Directions: lint-imports)
	@$(BIN)/lint-imports --no-cache
	$(call step,Tests: pytest)
	@$(BIN)/python -m $(TESTS)

# The same tests, counted. To count doubles their time, which make test does not have.
coverage: $(DEVELOPMENT) system
	@$(BIN)/python -m coverage erase
	@$(BIN)/python -m coverage run -m $(TESTS)
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report

soak: $(DEVELOPMENT) system
	@$(BIN)/python -m pytest -m soak -rs

bench: $(DEVELOPMENT) system
	@$(BIN)/python -m benchmarks

lock:
	@$(PYTHON) -m venv --clear build/lock
	@build/lock/bin/python -m pip install -q uv==$(UV)
	@export UV_CUSTOM_COMPILE_COMMAND='make lock'; \
	compile='build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 $(UPGRADE)'; \
	$$compile pyproject.toml -o requirements.txt && \
	$$compile --group pyproject.toml:dev -c requirements.txt -o requirements-dev.txt
	@echo 'requirements.txt and requirements-dev.txt are written. Run make test.'

# A virtual environment that was moved, or whose Python is gone, is made again.
$(BIN)/python:
	$(call step,Set-up: $(VENV))
	@command -v $(PYTHON) >/dev/null && $(PYTHON) -c 'import ensurepip' 2>/dev/null \
		|| { $(is_root_on_debian) && apt-get update -qq && $(install) python3 python3-venv; } \
		|| { echo 'Python with venv is missing. Debian: sudo apt-get install python3 python3-venv' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed, and $(PYTHON) is older. Name another: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)

$(RUNTIME): requirements.txt | $(BIN)/python
	$(call step,Set-up: requirements.txt; this takes a minute or two)
	@$(call PIP,requirements.txt)
	@touch $@

$(DEVELOPMENT): requirements.txt requirements-dev.txt | $(BIN)/python
	$(call step,Set-up: requirements.txt and requirements-dev.txt; this takes a minute or two)
	@$(call PIP,requirements.txt requirements-dev.txt)
	@touch $(RUNTIME) $@

# What tests use of the system: a browser, a Chinese font for its pictures and for PDF, PostgreSQL beside DuckDB.
# nginx, which begins to listen where it is installed, only where the result counts; elsewhere its tests are skipped and say why.
system:
	@missing=''; \
	[ -x $(BROWSER) ] || missing="$$missing chromium"; \
	fc-list :lang=zh-cn 2>/dev/null | grep -q . || missing="$$missing fonts-noto-cjk fontconfig"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	[ -x /usr/sbin/nginx ] || [ -z '$(REQUIRED)' ] || missing="$$missing nginx-light"; \
	[ -n "$$missing" ] || exit 0; \
	exec >&2; \
	printf '\n== Set-up: Debian packages%s\n' "$$missing"; \
	if $(is_root_on_debian); then \
		apt-get update -qq; \
		for package in $$missing; do $(install) $$package || echo "apt-get could not install $$package."; done; \
	else \
		echo "They are missing, and only root may install them: sudo apt-get install$$missing"; \
	fi; \
	[ -x $(BROWSER) ] && exit 0; \
	[ -z '$(REQUIRED)' ] || { echo 'No $(BROWSER), and CI or CITYOPS_REQUIRE_BROWSER asks for it.' >&2; exit 1; }; \
	echo 'Without $(BROWSER) the browser tests are skipped.'

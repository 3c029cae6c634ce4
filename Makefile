# `make demo` draws the sample pages, `make test` passes the tests; both do all their set-up.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test lint profiles gallery constraints clean

demo: .venv/runs
	$(BIN)/kiosk demo

test: .venv/tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses 2 --cov --cov-report term --cov-fail-under 90

# The tables that fit photographs to colour inks; after a change of panels/catalog.toml.
profiles: .venv/runs
	$(BIN)/python tools/profiles.py

# The pictures in docs/gallery, which the tests compare pages with.
gallery: .venv/tests
	$(BIN)/pytest tests/test_golden.py --update-golden

# The versions that `make test` installs, renewed.
constraints: .venv/tests
	$(BIN)/pip install --upgrade --upgrade-strategy eager --editable '.[dev]'
	$(BIN)/pip freeze --exclude-editable --exclude kiosk > constraints.txt

clean:
	rm -rf .venv kiosk-demo tests/out

# A stamp each, so that the second time needs no network.
.venv/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kiosk needs Python 3.11 or newer; name one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/runs: .venv/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

.venv/tests: .venv/runs pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

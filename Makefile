# `make demo` draws the sample pages, `make preview` shows them in a browser, `make test` passes the tests;
# all do all their set-up.
# `sudo make install` makes a service of it.
PYTHON ?= python3
BIN = .venv/bin
DRAWN = $(addprefix tests/test_, laws.py golden.py demo.py story_words.py urgent.py glyphs.py service_page.py compose.py app.py labels.py plates.py largest.py policy_year.py)
# `sudo make install EXTRAS=` for a board that drives no pins.
EXTRAS ?= [hw]
# For each fuzzer; there are five.
FUZZ_SECONDS ?= 120

.PHONY: demo preview install test coverage test-long profiles gallery bench bench-ink constraints clean

demo: .venv/runs
	$(BIN)/kiosk demo

# The board in a browser: the ward's own where there is a kiosk.toml, else the sample.
preview: .venv/runs
	$(BIN)/kiosk preview

# The service on this Debian or Raspberry Pi OS; the second time brings it up to date. As root.
install:
	$(PYTHON) -m venv /opt/kiosk
	/opt/kiosk/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt '.$(EXTRAS)'
	/opt/kiosk/bin/kiosk install

test: .venv/tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	# What computes all the time, one a core; then what waits for worker processes, too.
	$(BIN)/pytest --numprocesses 2 $(DRAWN)
	$(BIN)/pytest --numprocesses 4 $(DRAWN:%=--ignore %)

# Which lines and branches the tests run; pages by the hundred would take four times as long.
coverage: .venv/tests
	$(BIN)/pytest --numprocesses 4 $(DRAWN:%=--ignore %) --cov --cov-report term --cov-fail-under 90

# Fuzzers for feeds, dates, pages and pictures, ten minutes in all, and feedparser's own documents; as
# root with systemd-nspawn, the service on a systemd that boots in a container.
test-long: .venv/tests build/feedparser
	KIOSK_FUZZ_SECONDS=$(FUZZ_SECONDS) $(BIN)/pytest -m long --capture no tests/long

# The tables that fit photographs to colour inks; after a change of panels/catalog.toml.
profiles: .venv/runs
	$(BIN)/python tools/profiles.py

# The pictures in docs/gallery, which the tests compare pages with.
gallery: .venv/tests
	$(BIN)/pytest tests/test_golden.py --update-golden

# Speed and memory beside what people would use instead, written to docs/performance.md; half an
# hour. `make bench QUICK=--quick` prints a few rounds.
bench: .venv-bench/runs
	.venv-bench/bin/python bench/speed $(QUICK)

# Photographs in inks, by us and by others.
bench-ink: .venv/bench
	$(BIN)/python bench/ink

# The versions that `make test` installs, renewed.
constraints: .venv/tests
	$(BIN)/pip install --upgrade --upgrade-strategy eager --editable '.[dev]'
	$(BIN)/pip freeze --exclude-editable --exclude kiosk > constraints.txt

clean:
	rm -rf .venv .venv-bench build/feedparser kiosk-demo tests/out

# A stamp each, so that the second time needs no network.
.venv/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kiosk needs Python 3.11 or newer; name one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/runs: .venv/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[preview]'
	$(BIN)/python -I -m kiosk.archiving > /dev/null
	touch $@

.venv/tests: .venv/runs pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

# Not among the constraints: no test needs them.
.venv/bench: .venv/runs pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[bench]'
	touch $@

# An environment of its own, in which kiosk lies as on a board: not editable, its bytecode compiled and in
# one file; and without setuptools, which runs something at each start.
.venv-bench/runs: pyproject.toml constraints.txt $(shell find kiosk fonts layouts systemd -type f -not -path '* *' -not -path '*/__pycache__/*')
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt '.[compare]'
	.venv-bench/bin/pip uninstall --quiet --yes setuptools
	.venv-bench/bin/python -I -m kiosk.archiving
	touch $@

# feedparser's source distribution has its tests; where it can't be had, they are skipped aloud.
build/feedparser: .venv/tests
	rm -rf $@.part
	-$(BIN)/pip download --quiet --disable-pip-version-check --no-deps --no-binary feedparser \
		--dest $@.part feedparser==$$($(BIN)/python -c 'import feedparser; print(feedparser.__version__)') \
		&& tar -xzf $@.part/feedparser-*.tar.gz -C $@.part && mv $@.part $@

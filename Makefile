# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := build/peers
WAREHOUSE ?= sqlite:///cchc.sqlite

export DO_NOT_TRACK := 1
export GX_ANALYTICS_ENABLED := false

.PHONY: run test tesseract lint types imports hosts check peers bench fuzz soak samples clean help

help:  ## show the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/  /'

$(READY): constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(READY)

run: $(READY)  ## set up, build the sample documents and load them into cchc.sqlite
	$(BIN)/cchc samples build/samples
	$(BIN)/cchc ingest build/samples --warehouse $(WAREHOUSE)

tesseract:  ## install the reader of scans where this user may (root on Debian), or say so
	@command -v tesseract >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq \
	     && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq tesseract-ocr tesseract-ocr-vie >/dev/null; } \
	|| echo "tesseract is not here, so tests of scans are skipped (Debian: apt-get install tesseract-ocr tesseract-ocr-vie)"

test: $(READY) tesseract  ## set up and pass all tests
	$(BIN)/pytest -n 2 --dist loadfile

lint: $(READY)  ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)  ## mypy --strict
	$(BIN)/mypy

imports: $(READY)  ## the one direction of imports
	$(BIN)/lint-imports

hosts:  ## constraints.txt names no host
	@! grep -nEi '://|index-url|^--' constraints.txt

check: lint types imports hosts test  ## everything that .ci/run checks

peers:  ## the readers of others that bench compares with, where they can be had
	@test -e $(PEERS)/ready || { $(PYTHON) -m venv $(PEERS) \
	&& $(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: \
	   -r tests/benchmarks/peers.txt && touch $(PEERS)/ready; } \
	|| echo "the readers of others could not be installed: bench leaves them out"

bench: $(READY) peers  ## measured, never asserted: tests/benchmarks
	$(BIN)/python -m tests.benchmarks bench
	CCHC_PEERS=$(PEERS)/bin/python $(BIN)/python -m tests.benchmarks.bench_pdf
	$(BIN)/python -m tests.benchmarks.bench_office
	$(BIN)/python -m tests.benchmarks.bench_ocr
	$(BIN)/python -m tests.benchmarks.measure_reconcile --reports 200 --seed 424242 --peer
	$(BIN)/python -m tests.benchmarks.bench_warehouse --ask

fuzz: $(READY)  ## random documents and damaged files, ten minutes
	CCHC_FUZZ=50 $(BIN)/pytest -m "not e2e" --timeout 3600

soak: $(READY)  ## many documents through one warehouse, 100 000 reports through one reconciler
	$(BIN)/python -m tests.benchmarks soak
	$(BIN)/python -m tests.benchmarks.soak_reconcile

clean:  ## remove the environment and what was built
	rm -rf $(VENV) build *.egg-info

# What a newcomer needs: `make demo`, `make test`. `make help` lists all targets.
PYTHON ?= python3
BIN    := .venv/bin
READY  := .venv/.ready
# Modules that are compiled where there is a C compiler (see setup.py).
MARKED := $(shell grep -rl --include=*.py "^\# cython:" archiver)
TYPES := $(wildcard $(MARKED:.py=.pxd))

.PHONY: help demo test test-browser lint docs bench-dumps bench bench-extract bench-many bench-stated bench-lake bench-million bench-feeds bench-warc bench-web bench-topics bench-enrich bench-search bench-duplicates fuzz fuzz-bytes soak soak-faults soak-kills bench-setup bench-ingest bench-workers bench-memory clean

$(READY): pyproject.toml constraints.txt setup.py $(MARKED) $(TYPES)
	@test -d .venv || $(PYTHON) -m venv .venv
	@echo "Installing into .venv (once; some minutes, most of them compiling) ..."
	@find archiver -name '*.so' -delete   # that of a module which is no longer compiled would hide it
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(BIN)/python -m compileall -q archiver   # else each start compiles them, where PYTHONDONTWRITEBYTECODE is set
	@touch $(READY)
	@echo "Installed: .venv/bin/archiver. To see it at work: make demo"

help:                   ## these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' Makefile | expand -t 20

demo: $(READY)          ## ingest seeds/ into archive/ and look at what is there
	@sh docs/demo.sh $(BIN)/archiver

test: $(READY)          ## the whole test suite
	@$(BIN)/python -m pytest -n 3 --dist worksteal

test-browser: $(READY)  ## the web site in a real browser; needs a chromium (apt-get install chromium)
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[browser]'
	@$(BIN)/python -m pytest tests/browser

lint: $(READY)          ## style, types and the import contract
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

docs: $(READY)          ## write the generated pages of docs/ anew
	@$(BIN)/python -m archiver.cli.reference > docs/cli.md
	@$(BIN)/python -m archiver.cli.manual > docs/archiver.1
	@$(BIN)/python -m archiver.lake.fields

bench-dumps: $(READY)   ## furniture in text dumps: leak, loss, traps, speed
	@$(BIN)/python bench/dumps/run.py
	@$(BIN)/python bench/dumps/run.py --html

bench: $(READY)         ## archiver beside its peers in one run (after bench-setup; a quarter of an hour)
	@$(BIN)/python bench/run.py

bench-extract: $(READY) ## the extractor beside its peers, and on sites that it has not seen
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@$(BIN)/python bench/extract/run.py

bench-many: $(READY)    ## the extractor with what it learns of sites of many pages, beside trafilatura (after bench-setup)
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@$(BIN)/python bench/extract/many.py

bench-stated: $(READY) ## what pages say of themselves, with and without the places that say it
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@$(BIN)/python bench/extract/stated.py

bench-lake: $(READY)    ## what a batch costs in a small and in a large archive
	@$(BIN)/python bench/lake/run.py

bench-million: $(READY) ## append, look-up and one-site reads at a million articles (20 minutes, 5 GB of disk)
	@$(BIN)/python bench/lake/million.py

bench-feeds: $(READY)   ## polling 200 feeds and fetching over 50 hosts, from loopback
	@$(BIN)/python bench/feeds/run.py

bench-warc: $(READY)    ## passing through WARC files beside fastwarc
	@$(BIN)/python bench/warc/run.py

bench-web: $(READY)     ## every kind of page of `archiver serve` at 200,000 articles
	@$(BIN)/python bench/web/run.py

bench-topics: $(READY)  ## topics, language and key phrases: quality and speed
	@$(BIN)/python bench/enrich/all_but_people.py

bench-search: $(READY)  ## indexing and asking 200,000 articles
	@$(BIN)/python bench/search/run.py

bench-duplicates: $(READY) ## near-duplicates beside datasketch and rensa alone (after bench-setup)
	@$(BIN)/python bench/duplicates/run.py

bench-enrich: $(READY) bench-topics ## the same, and people: who is found, and how fast, beside spaCy
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench-enrich]'
	@$(BIN)/python bench/enrich/run.py

fuzz: $(READY)          ## the property tests on examples that are new in every run
	@HYPOTHESIS_PROFILE=explore $(BIN)/python -m pytest -q -n 2 --hypothesis-show-statistics $$(grep -rl hypothesis tests --include='test_*.py')

fuzz-bytes: $(READY)    ## atheris (libFuzzer) at what reads bytes from outside: a minute for each reader
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fuzz]'
	@$(BIN)/python tests/fuzz/run.py

soak: soak-faults soak-kills ## soak-faults and soak-kills

soak-faults: $(READY)   ## a fault at every step of every command (STEPS="poll or fetch": only of these)
	@ARCHIVER_SOAK=1 $(BIN)/python -m pytest -q tests/crash/test_faults.py $(if $(STEPS),-k "$(STEPS)")

soak-kills: $(READY)    ## two writers killed at 300 random instants
	@$(BIN)/python tests/crash/soak.py

bench-setup:            ## the peers' environments: .venv-peers, .venv-datatrove (some minutes)
	@for name in peers datatrove; do test -d .venv-$$name || $(PYTHON) -m venv .venv-$$name; done
	@.venv-datatrove/bin/pip install --quiet --disable-pip-version-check 'datatrove[io,processing]==0.10.1' 'warcio==1.8.1' lxml_html_clean
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check -r bench/peers/requirements.txt
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --no-deps text-dedup==0.4.0

bench-ingest: $(READY)  ## from bytes to committed Parquet, beside datatrove and news-please (after bench-setup)
	@$(BIN)/python bench/ingest/run.py

bench-workers: $(READY) ## one process, two, and a Dask cluster, by the clock: needs a quiet machine
	@$(BIN)/python bench/ingest/workers.py

bench-memory: $(READY)  ## what processes hold while an archive grows to 200,000 dumps (ten minutes where it is quiet)
	@$(BIN)/python bench/ingest/memory.py

clean:                  ## remove .venv and what demo has put into archive/
	rm -rf .venv archive/articles archive/raw archive/quarantine archive/derived

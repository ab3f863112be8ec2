# Everything that a newcomer needs: `make demo`, `make test`.
PYTHON ?= python3
BIN    := .venv/bin
READY  := .venv/.ready

.PHONY: demo test lint docs clean bench-dumps bench-extract

$(READY): pyproject.toml constraints.txt
	@test -d .venv || $(PYTHON) -m venv .venv
	@echo "Installing into .venv (once; about two minutes) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

demo: $(READY)          ## ingest seeds/ into archive/ and look at what is there
	@sh docs/demo.sh $(BIN)/archiver

test: $(READY)          ## the whole test suite
	@$(BIN)/python -m pytest -n 2

lint: $(READY)          ## style, types and the import contract
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

docs: $(READY)          ## write the generated pages of docs/ anew
	@$(BIN)/python -m archiver.cli.reference > docs/cli.md

bench-dumps: $(READY)   ## furniture in text dumps: leak, loss, traps, speed
	@$(BIN)/python bench/dumps/run.py

bench-extract: $(READY) ## the extractor beside its peers
	@$(BIN)/python bench/extract/run.py

clean:
	rm -rf .venv archive/articles archive/raw archive/quarantine archive/derived

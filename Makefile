# Two commands do everything: `make run` and `make test`. The rest is for those who change the code.
PYTHON3 ?= python3

.PHONY: run setup test lint types clean
.DEFAULT_GOAL := run

run:     ## set up what is missing, start the server and the demo, print one URL to open
	@$(PYTHON3) tools/bootstrap.py run
	@.venv/bin/openekyc run $(ARGS)

setup:   ## everything the tests need
	@$(PYTHON3) tools/bootstrap.py dev

test: setup   ## all suites this machine can run; it says which it skipped and why
	@.venv/bin/python tools/test.py $(ARGS)

lint: setup
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/lint-imports

types: setup
	@.venv/bin/basedpyright

clean:   ## back to a bare checkout; data in var/ stays
	rm -rf .venv .tools models web/node_modules web/dist

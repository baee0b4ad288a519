# Every command a newcomer needs. `make` alone lists them.
#
#   make review ARGS="--as-of 2027-03-28"   hands ARGS to the command that runs (also: test, bench)
#   make setup PYTHON=python3.13            chooses the Python (3.11, 3.12 or 3.13)

.DEFAULT_GOAL := help
.PHONY: help setup review test fuzz test-spark lint docs bench clean

export PYTHON
BIN := .venv/bin
PREPARE = @python=$$(sh tools/find-python) && "$$python" tools/setup.py

help:
	@echo "make TARGET, where TARGET is one of:"
	@sed -n 's/^\([a-z-]*\):.*## /  \1	/p' $(firstword $(MAKEFILE_LIST))

setup: ## make .venv with what orepath, its tests and its linters need
	$(PREPARE) run test lint

review: ## run the Agreement's review and write the dossier
	$(PREPARE) run
	@$(BIN)/orepath review $(ARGS)

test: ## run every test, in a real browser too where one can be had
	$(PREPARE) test
	@$(BIN)/python tools/browser.py
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile $(ARGS)

fuzz: ## feed 10,000 changed files, and the worst ones, to every reader (hours; ARGS="--dataset wgi --count 500" for less)
	$(PREPARE) test
	@$(BIN)/python -m fuzzing $(ARGS)

test-spark: ## install the extra spark and test it on a local cluster of two workers (needs Java 17 or 21)
	@command -v java >/dev/null || { echo "no Java: apt-get install openjdk-17-jre-headless (Debian, Ubuntu)" >&2; exit 2; }
	$(PREPARE) test sdist spark
	@$(BIN)/python -m pytest tests/attribution/relational/spark $(ARGS)

lint: ## ruff, mypy --strict and the import contracts
	$(PREPARE) lint
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

docs: ## check the documentation: every example runs, every name is documented
	$(PREPARE) test
	@$(BIN)/python -m pytest $(wildcard tests/docs) src/orepath

bench: ## time the benchmarks (they assert nothing)
	$(PREPARE) bench
	@$(BIN)/python -m benchmarks.attribution $(ARGS)
	@$(BIN)/python -m benchmarks.attribution.table
	@for file in $(wildcard benchmarks/*.py); do echo "== $$file"; $(BIN)/python "$$file" || exit 1; done

clean: ## remove .venv, caches and build leftovers (a written dossier stays)
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

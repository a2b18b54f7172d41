# Em nói – the same commands without make: see README.md.
PYTHON ?= python3

.PHONY: help run demo test quick bench

help: ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

run: ## start the product (HOST and PORT from the environment)
	@$(PYTHON) -m webapp run

demo: ## the same with an invented commune in a database of its own
	@$(PYTHON) -m webapp demo

test: ## lint, types, rules, unit, SQLite, PostgreSQL and browser tests
	@$(PYTHON) -m webapp test

quick: ## lint, rules, unit and SQLite tests only
	@$(PYTHON) -m webapp test --quick

bench: ## measure pages and submissions beside a bare Flask application
	@.venv/bin/python -m benchmarks

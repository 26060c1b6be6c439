# Bank CRM. `make run` and `make test` need nothing but git, make and Python 3.11.
# What every target does, and which packages it wants from the machine: docs/setup.md

PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
TOOL := $(VENV_PYTHON) -m tools

DB ?= bank
BENCH ?= all
N ?= 1000000
export DB BENCH N MODULE FORCE PORT MODEL SEED SECONDS

.DEFAULT_GOAL := help
.PHONY: help setup setup-lint setup-test run demo stop reset shell test test-fast \
	test-committed test-setup fuzz matrix lint format bench i18n lock

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 14

setup: ## fetch and build all that `make run` needs
	@$(PYTHON) -m tools.setup run

setup-lint:
	@$(PYTHON) -m tools.setup lint

setup-test:
	@$(PYTHON) -m tools.setup test

run: setup ## serve the database bank on http://127.0.0.1:8069 (PORT=)
	@$(TOOL).serve

demo: setup ## import the real data set into DB= (part of the first `make run`)
	@$(TOOL).demo

stop: ## stop the server and the private PostgreSQL
	@$(PYTHON) -m tools.stop

reset: setup ## drop the database bank and those of the tests, after asking (FORCE=1)
	@$(TOOL).reset

shell: setup ## Odoo shell on DB=, or the script on standard input
	@$(TOOL).shell

lint: setup-lint ## every check that needs no database
	@$(TOOL).lint

format: setup-lint ## let ruff and prettier rewrite what lint would refuse
	@$(TOOL).lint --write

test: setup-test ## everything; the last line is "N passed, N failed"
	@$(TOOL).check

test-fast: setup-test ## tests of one addon on a kept database, MODULE=bank_base
	@$(TOOL).check.fast

test-committed: setup-test ## tests that commit: a thousand writers, updates
	@$(TOOL).check.committed

fuzz: setup-test ## try every door as every role: SECONDS= SEED= MODEL=
	@$(TOOL).check.fuzz

matrix: setup-test ## enter the rights of all roles in tests/fuzz/access_matrix.csv
	@$(TOOL).check.fuzz --matrix

test-setup: ## failure tests of the set-up alone
	@$(TOOL).check.setup

bench: setup-test ## one JSON line a measure: BENCH=<measure> N=<clients>
	@$(TOOL).bench

i18n: setup-test ## write MODULE's .pot, tell what its ru.po lacks
	@$(TOOL).i18n

lock: ## pin requirements*.txt anew from tools/requirements/*.in
	@$(PYTHON) -m tools.lock

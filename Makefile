# Set-up needs Python 3.11 or newer and make, nothing else. Everything is installed into .venv.
PYTHON ?= python3
CORPUS ?=
OUT ?= report
# How many processes run the tests, each test file and each notebook on one of them.
WORKERS ?= 2
VENV = .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: help report test test-browser lint lab notebooks compile bench clean
help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

# One stamp a kind of set-up: installed again only where what it depends on has changed.
$(VENV)/python: 
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; name another one with make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@
$(VENV)/run: $(VENV)/python pyproject.toml constraints.txt
	@echo "setting up $(VENV) …" >&2
	@$(PIP) install --constraint constraints.txt --editable ".[formats]"
	@touch $@
$(VENV)/notebooks: $(VENV)/python pyproject.toml constraints.txt
	@echo "setting up $(VENV) for the notebooks …" >&2
	@$(PIP) install --constraint constraints.txt --editable ".[formats,notebooks]"
	@touch $@ $(VENV)/run
$(VENV)/test: $(VENV)/python pyproject.toml constraints.txt
	@echo "setting up $(VENV) for the tests …" >&2
	@$(PIP) install --constraint constraints.txt --editable ".[formats,notebooks,reference,test,lint,compile]"
	@touch $@ $(VENV)/run $(VENV)/notebooks
$(VENV)/browser: $(VENV)/test
	@$(PIP) install --constraint constraints.txt --editable ".[browser]"
	@touch $@

# What the compiled engine is made of; where nothing of it changed, nothing is compiled.
ENGINE = tools/compile_engine.py toolkit/compiled.py $(wildcard toolkit/attribution/*.py)
$(VENV)/compiled: $(VENV)/run $(ENGINE)
	@$(PIP) install --constraint constraints.txt --editable ".[compile]"
	@$(BIN)/python tools/compile_engine.py
	@touch $@
$(VENV)/compiled-if-possible: $(VENV)/test $(ENGINE)
	@$(BIN)/python tools/compile_engine.py --if-possible
	@touch $@

report: $(VENV)/run ## the report on the sample coverage, or on CORPUS=path, into OUT=report
	@$(BIN)/toolkit report $(if $(CORPUS),"$(CORPUS)") --out "$(OUT)"

lab: $(VENV)/notebooks ## JupyterLab on the notebooks, right to left where the text is
	@$(BIN)/toolkit lab

notebooks: $(VENV)/notebooks ## run every notebook and store its outputs
	@$(BIN)/python tools/store_notebooks.py notebooks/*.ipynb

compile: $(VENV)/compiled ## the engine in C, 1.8 times as fast; needs a C compiler, and is never needed

lint: $(VENV)/test ## ruff, mypy, import-linter
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: lint $(VENV)/compiled-if-possible ## style, types, layers, tests, doctests, notebooks cell by cell
	@$(BIN)/python -m pytest -m "not browser" -n $(WORKERS) --dist loadfile
	@$(BIN)/python -m pytest --nbval --nbval-current-env --nbval-cell-timeout=120 --nbval-kernel-startup-timeout=120 notebooks -q -n $(WORKERS) --dist loadfile

test-browser: $(VENV)/browser ## the report and the notebooks in a real browser
	@command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium)
	@$(BIN)/python -m pytest -m browser tests

bench: $(VENV)/test $(VENV)/compiled-if-possible ## accuracy on gold, speed and robustness on real articles (SHARED=../shared)
	@$(BIN)/python tests/benchmarks/run.py $(if $(SHARED),--shared "$(SHARED)")

clean: ## remove what was set up and made
	rm -rf $(VENV) toolkit/_compiled build dist report bench .pytest_cache .mypy_cache .ruff_cache

# Needs Python 3.11 or newer, pip and make; everything else comes from requirements*.lock.
# Why it is set up like this: docs/beslutninger/0002-opsaetning.md

PYTHON ?= python3
# Lower case is as good, for a misspelt variable would be passed over without a word.
REGION ?= $(or $(region),midtjylland)
# The shell's own TERM (xterm-256color) is no term of office; one given on the command line wins as always.
# Without one, kkr takes today's.
TERM := $(or $(filter 20%,$(TERM)),$(term))

# A misspelt variable would be passed over without a word, and the default built instead.
KNOWN := REGION TERM PYTHON region term
GIVEN := $(foreach name,$(.VARIABLES),$(if $(filter command,$(firstword $(origin $(name)))),$(name)))
UNKNOWN := $(filter-out $(KNOWN) -%,$(GIVEN))
ifneq ($(UNKNOWN),)
$(error Ukendt variabel: $(UNKNOWN). Vælg mellem $(KNOWN), for eksempel make bilag REGION=midtjylland TERM=2026-2030)
endif

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help bilag meeting setup test test-full heavy properties bench lint format lock lab app docs hooks clean

# Nothing that an active venv or conda environment sets may steer what is installed or imported here.
unexport TERM VIRTUAL_ENV PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE UV_PYTHON UV_SYSTEM_PYTHON UV_PROJECT_ENVIRONMENT
export PATH := $(subst $(CURDIR)/.venv/bin:,,$(PATH))
export UV_PYTHON_DOWNLOADS := never
export PIP_USER := 0
export PIP_REQUIRE_VIRTUALENV := 0

# By name, for a copied report beside them has notebooks too.
CODE := kkr_analysis notebooks tests scripts benchmarks docs/conf.py
UV := .uv/bin/uv
READY := .venv/.ready

help:
	@echo "make bilag      Byg bilaget for én KKR: make bilag REGION=midtjylland TERM=2026-2030"
	@echo "make meeting    Se papirerne til et konstituerende møde: eksemplet med opdigtede navne"
	@echo "make app        Prøv valgforbund af i en browser"
	@echo "make lab        Åbn notebooks i JupyterLab"
	@echo "make setup      Gør klar: hent de låste pakker til .venv (sker selv ved behov)"
	@echo "make test       Kør alle kontroller og tests"
	@echo "make test-full  Det samme, de tunge tests og alle egenskaber med mange eksempler"
	@echo "make bench      Mål hvor hurtigt der regnes, ved siden af andre programmer"
	@echo "make docs       Byg dokumentationen som et websted i docs/_build/html"
	@echo "make lint       Kør kun kontrollerne af koden"
	@echo "make format     Ret kodens opsætning"
	@echo "make lock       Find nyeste pakker og skriv requirements.lock og requirements-uv.lock"
	@echo "make hooks      Kør kontrollerne ved hver commit"
	@echo "make clean      Slet .venv, .uv og mellemlagre (reports/ bliver liggende)"

bilag: $(READY)
	@.venv/bin/kkr build '$(REGION)' $(if $(TERM),--term '$(TERM)')

meeting: $(READY)
	@.venv/bin/kkr meeting midtjylland --term 2022-2026 --example

setup: $(READY)

test: lint
	.venv/bin/pytest --numprocesses auto --dist worksteal --cpu -m "not heavy"

test-full: test heavy properties

heavy: $(READY)
	.venv/bin/pytest --numprocesses auto --dist worksteal -m heavy

properties: $(READY)
	.venv/bin/pytest --numprocesses auto --dist worksteal -m hypothesis --hypothesis-profile=full

bench: $(READY)
	@.venv/bin/python benchmarks/bench_engine.py
	@.venv/bin/python benchmarks/bench_import.py
	@.venv/bin/python benchmarks/bench_pacts.py
	@.venv/bin/python benchmarks/bench_uncertainty.py
	@.venv/bin/python benchmarks/bench_app.py
	@.venv/bin/python benchmarks/bench_explorer.py
	@.venv/bin/python benchmarks/bench_build.py
	@.venv/bin/python benchmarks/bench_meeting.py

lint: $(READY)
	.venv/bin/ruff check $(CODE)
	.venv/bin/ruff format --check $(CODE)
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache --no-logo

format: $(READY)
	.venv/bin/ruff check --fix-only $(CODE)
	.venv/bin/ruff format $(CODE)

# Written beside the lock and moved when complete; uv.lock names registry hosts and never stays.
lock: .uv/.ready
	@rm -f uv.lock
	@trap 'rm -f uv.lock requirements.lock.tmp requirements-uv.lock.tmp' EXIT; \
	$(UV) export --quiet --all-groups --all-extras --no-emit-project --no-header --no-annotate \
	    --format requirements.txt --output-file requirements.lock.tmp && \
	echo 'uv>=0.8' | $(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	    --output-file requirements-uv.lock.tmp - && \
	mv requirements.lock.tmp requirements.lock && \
	mv requirements-uv.lock.tmp requirements-uv.lock

# Whatever is dead fails: a page outside the contents, a link within or to a page, a picture that is not there.
docs: $(READY)
	.venv/bin/python scripts/make_site_pages.py
	.venv/bin/sphinx-build --quiet --fail-on-warning --keep-going docs docs/_build/html
	.venv/bin/python scripts/check_site.py docs/_build/html
	@echo "Åbn docs/_build/html/index.html"

app: $(READY)
	@.venv/bin/kkr app

# JupyterLab otherwise asks the network for news and newer versions of itself.
lab: $(READY)
	.venv/bin/jupyter-lab --LabApp.default_url=/lab/tree/notebooks --LabApp.news_url=None \
	    --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

hooks: $(READY)
	.venv/bin/pre-commit install

clean:
	rm -rf .venv .uv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find kkr_analysis tests -name __pycache__ -prune -exec rm -rf {} +

# pip --target touches no environment, so it works where a bare `pip install` is refused (PEP 668)
# and where `python3 -m venv` has no ensurepip.
.uv/.ready: requirements-uv.lock
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 eller nyere mangler: '$(PYTHON)' er $$("$(PYTHON)" --version 2>&1)." >&2; \
	  echo "Installér den, eller peg på den: make setup PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -m pip --version >/dev/null 2>&1 || { \
	  echo "pip mangler til '$(PYTHON)'. På Debian og Ubuntu: sudo apt install python3-pip" >&2; exit 1; }
	@rm -rf .uv
	@"$(PYTHON)" -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
	  --root-user-action ignore --only-binary :all: --require-hashes --target .uv -r requirements-uv.lock
	@touch $@

# Always a new .venv: what an interrupted or older set-up left behind cannot matter. The stamp comes last and
# holds the folder, because the scripts in .venv hold it too: a moved checkout is set up again.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif
$(READY): requirements.lock pyproject.toml .uv/.ready
	@echo "Gør klar: henter de låste pakker til .venv" >&2
	@rm -f $@
	@$(UV) venv --quiet --clear --python "$$("$(PYTHON)" -c 'import sys; print(sys.executable)')" .venv
	@$(UV) pip sync --quiet --python .venv/bin/python --require-hashes --no-compile-bytecode requirements.lock
	@$(UV) pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
	@pwd -P >$@

# Everything a contributor runs. Each target does its own set-up from nothing and repeats only what changed.
#   PYTHON=/path/to/python3.12 make site    chooses the interpreter
#   CHROMIUM=/path/to/chrome make test      chooses the browser
#   make test ARGS="-k when"                hands pytest more arguments

SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: site test serve check lint format bench fuzz sbom release said audit screenshots lock clean distclean help

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
ARGS ?=

# pip: one quiet line instead of a hundred; errors still show.
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
PIP := $(BIN)/python -m pip install -qq --require-hashes
UV_VERSION := 0.13.9
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" pyproject.toml

# An environment whose interpreter is gone, or that was made in another folder, is made again.
ifneq ($(shell test -x $(BIN)/python && cat $(STAMPS)/home 2>/dev/null),$(CURDIR))
$(shell rm -rf $(STAMPS))
endif

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(STAMPS)/site ## build the handbook into site/
	@$(BIN)/sopbook build $(ARGS)

serve: $(STAMPS)/site ## live preview on localhost
	@$(BIN)/sopbook serve $(ARGS)

check: $(STAMPS)/site ## check every playbook
	@$(BIN)/sopbook check $(ARGS)

test: $(STAMPS)/test ## run the tests, a real browser included
	@scripts/browser.sh
	@scripts/libical.sh
	@scripts/nginx.sh
	@scripts/pango.sh
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

lint: $(STAMPS)/lint ## ruff, mypy --strict, direction of imports, known vulnerabilities
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict plugins/sopbook
	@$(BIN)/lint-imports --no-logo --no-cache
	@$(BIN)/python scripts/audit_dependencies.py requirements/*.txt

format: $(STAMPS)/lint ## mend what ruff can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(STAMPS)/test ## compare with plain Material, python-dateutil and PyYAML (ARGS=--growth: four times as many too)
	@$(BIN)/python bench/build.py $(ARGS)
	@$(BIN)/python bench/shares.py
	@$(BIN)/python bench/safety.py
	@$(BIN)/python bench/expand.py
	@$(BIN)/python bench/check.py
	@$(BIN)/python bench/search.py

fuzz: $(STAMPS)/fuzz ## fuzz what reads contributors' texts (ARGS="--minutes 30"; inputs that break it: tests/fuzz/found)
	@PYTHONPATH=tests $(BIN)/python -m fuzz.run $(ARGS)

sbom: $(STAMPS)/release ## list what a release is made of: build/sbom.json (CycloneDX)
	@mkdir -p build
	@$(BIN)/python -W ignore::UserWarning -m cyclonedx_py requirements --pyproject pyproject.toml --mc-type application --output-reproducible \
		--output-format JSON --output-file build/sbom.json requirements/site.txt
	@echo "build/sbom.json"

# From the lock file's build backend, dated by the commit: the same commit gives the same bytes.
release: sbom ## build what a release holds into dist/: wheel, sdist, SBOM, checksums
	@rm -rf dist
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m hatchling build
	@cp build/sbom.json dist/sopbook.cdx.json
	@cd dist && sha256sum * > SHA256SUMS && cat SHA256SUMS

said: $(STAMPS)/site ## write down anew what each check says (tests/core/checks/said.*.txt)
	@$(BIN)/python scripts/said.py

audit: $(STAMPS)/test ## have Lighthouse look at the main pages; needs Node.js (ARGS="--runs 1" for a first look)
	@scripts/browser.sh
	@$(BIN)/python scripts/audit.py $(ARGS)

screenshots: $(STAMPS)/test ## take the README's pictures anew, and those to look at (build/screenshots)
	@scripts/browser.sh
	@$(BIN)/python scripts/screenshots.py $(ARGS)

lock: $(STAMPS)/venv ## resolve requirements/*.txt anew (make lock ARGS=--upgrade)
	@$(BIN)/python -m pip install -qq uv==$(UV_VERSION)
	@for group in site test lint release fuzz; do \
		$(UV_COMPILE) requirements/$$group.in -o requirements/$$group.txt $(ARGS) || exit; \
	done

clean: ## remove what was built
	@find site -mindepth 1 -maxdepth 1 ! -name .gitignore -exec rm -rf {} +
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .cache
	@find plugins tests bench scripts -name __pycache__ -type d -exec rm -rf {} +

distclean: clean ## and the environment too
	@rm -rf $(VENV)

$(STAMPS)/venv:
	@scripts/venv.sh $(VENV)
	@mkdir -p $(STAMPS)
	@touch $@
	@echo '$(CURDIR)' > $(STAMPS)/home

# The package itself: editable, its build backend taken from the lock file and no other.
$(STAMPS)/site: requirements/site.txt pyproject.toml | $(STAMPS)/venv
	@echo "Installing what the site needs …"
	@$(PIP) -r requirements/site.txt
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/test: requirements/test.txt $(STAMPS)/site
	@echo "Installing what the tests need …"
	@$(PIP) -r requirements/test.txt
	@touch $@

$(STAMPS)/lint: requirements/lint.txt $(STAMPS)/site
	@echo "Installing what lint needs …"
	@$(PIP) -r requirements/lint.txt
	@touch $@

$(STAMPS)/release: requirements/release.txt $(STAMPS)/site
	@echo "Installing what lists a release's parts …"
	@$(PIP) -r requirements/release.txt
	@touch $@

$(STAMPS)/fuzz: requirements/fuzz.txt $(STAMPS)/test
	@echo "Installing what fuzzing needs …"
	@$(PIP) -r requirements/fuzz.txt
	@touch $@

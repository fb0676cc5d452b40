# `make run` and `make test` need nothing but python3 (3.11 or newer, with venv). `make help` lists the rest.

PYTHON3 ?= python3
PYTHON := .venv/bin/python
# Tests see none of the developer's own settings: set to nothing rather than unset, so that .env does not count either.
ISOLATED := env DATABASE_URL= REDIS_URL= HOST= PORT= COINSTACK_BASE_URL= COINSTACK_ALLOWED_HOSTS= COINSTACK_DEBUG= \
	COINSTACK_OFFLINE= COINSTACK_RPC_ONLINE= COINSTACK_ALLOW_PRIVATE_HOSTS= COINSTACK_SECRET_KEY= COINSTACK_ASSIST_URL= \
	COINSTACK_ASSIST_KEY= COINSTACK_ASSIST_MODEL=
# Nor do they write anything into a real data folder.
SCRATCH := data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT && export COINSTACK_DATA="$$data"
# Tests with processes and browsers wait a good deal: on two cores, three sets of them side by side.
PYTEST := $(PYTHON) -m pytest --dist loadfile --no-loadscope-reorder
# A deployment behind a proxy, as the system checks should find it.
DEPLOYED := COINSTACK_BASE_URL=https://coins.example.org COINSTACK_DEBUG=0
STATIC_FILES := $(shell find static -type f 2>/dev/null)

.PHONY: help run setup test postgres-test check static-checks fix lock bench install-run install-dev python3
.DEFAULT_GOAL := help

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24

run: setup ## CoinStack at http://127.0.0.1:8000 (HOST=, PORT=, COINSTACK_DATA=; DEMO=1 with coins to try things on)
	@exec $(PYTHON) manage.py up $(if $(filter 1,$(DEMO)),--demo)

setup: install-run staticfiles/staticfiles.json ## everything that `make run` does before it serves

test: install-dev staticfiles/staticfiles.json ## the whole test suite on SQLite (ARGS="coins -k weight" for a part)
	@$(SCRATCH) && $(ISOLATED) $(PYTEST) -n 3 $(ARGS)

postgres-test: install-dev staticfiles/staticfiles.json ## the test suite on PostgreSQL: DATABASE_URL, else Debian's own server
	@url=$$(scripts/postgres.sh) && $(SCRATCH) && $(ISOLATED) env DATABASE_URL="$$url" \
		$(PYTEST) -n 2 $(ARGS) -m "not processes and not browser"

check: static-checks ## everything that must hold before a change is merged
	@$(MAKE) --no-print-directory postgres-test
	@$(MAKE) --no-print-directory test

static-checks: install-dev
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy .
	$(PYTHON) -m djlint --lint --quiet templates
	@$(SCRATCH) && $(ISOLATED) $(PYTHON) manage.py check --fail-level WARNING
	@$(SCRATCH) && $(ISOLATED) $(DEPLOYED) $(PYTHON) manage.py check --fail-level WARNING
	@$(SCRATCH) && $(ISOLATED) $(PYTHON) manage.py makemigrations --check --dry-run
	@$(SCRATCH) && $(ISOLATED) $(PYTHON) manage.py write_openapi --check

fix: install-dev ## format, and repair what can be repaired without thinking
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

lock: install-dev ## renew the lock files after a change of pyproject.toml (UPGRADE=1 for newer versions)
	$(PYTHON) -m uv pip compile $(LOCK_OPTIONS) --output-file requirements.lock
	$(PYTHON) -m uv pip compile $(LOCK_OPTIONS) --group dev --output-file requirements-dev.lock

LOCK_OPTIONS := pyproject.toml --extra postgres --extra redis --extra discs --universal --generate-hashes --no-header --no-annotate \
	--quiet $(if $(UPGRADE),--upgrade)

bench: install-dev staticfiles/staticfiles.json ## measure what the design promises
	@$(PYTHON) manage.py bench

python3:
	@command -v $(PYTHON3) > /dev/null || { echo "python3 is missing: apt install python3 python3-venv" >&2; exit 1; }

install-run: python3
	@$(PYTHON3) scripts/install.py run

install-dev: python3
	@$(PYTHON3) scripts/install.py dev

# The installer goes first wherever this is needed; what it brings along changes with the lock file.
staticfiles/staticfiles.json: $(STATIC_FILES) requirements.lock
	@$(PYTHON) manage.py collectstatic --no-input --verbosity 0
	@touch $@

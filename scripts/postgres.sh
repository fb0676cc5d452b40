#!/usr/bin/env bash
# Prints a DATABASE_URL for the tests: the one that is set, else a role on Debian's own PostgreSQL, started when needed.
# The server runs as its own user; the extensions are made once in template1 by its superuser, since the tests'
# role may create databases but not extensions.
set -euo pipefail
checkout=$(cd "$(dirname "$0")/.." && pwd)

if [ -n "${DATABASE_URL:-}" ]; then
    echo "$DATABASE_URL"
    exit 0
fi

fail() { echo "make postgres-test: $1" >&2; exit 1; }

as_postgres() {
    if [ "$(id -un)" = postgres ]; then "$@"
    elif [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"
    else sudo -n -u postgres "$@"
    fi
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

command -v psql > /dev/null && command -v pg_lsclusters > /dev/null \
    || fail "PostgreSQL is missing: apt install postgresql (or set DATABASE_URL)"
[ "$(id -u)" = 0 ] || sudo -n true 2> /dev/null \
    || fail "only root may set up the local server: set DATABASE_URL to a role that may create databases"

cd /
read -r version cluster port status _ < <(pg_lsclusters --no-header | head -n 1) || true
if [ -z "${version:-}" ]; then
    newest=$(find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -printf '%f\n' | sort -V | tail -n 1)
    as_root pg_createcluster "$newest" main >&2
    read -r version cluster port status _ < <(pg_lsclusters --no-header | head -n 1)
fi
[[ $status == online* ]] || as_root pg_ctlcluster "$version" "$cluster" start >&2
for _ in $(seq 60); do
    as_postgres pg_isready --quiet --port "$port" && break
    sleep 0.5
done
as_postgres pg_isready --quiet --port "$port" || fail "the local PostgreSQL does not start: pg_lsclusters"

# The password keeps other users of this machine out; whoever may read the checkout may know it.
secret="$checkout/.venv/.postgres-password"
[ -s "$secret" ] || (umask 077; od -An -N16 -tx1 /dev/urandom | tr -d ' \n' > "$secret")
password=$(cat "$secret")
as_postgres psql --quiet --no-psqlrc --port "$port" --set=ON_ERROR_STOP=1 --dbname=template1 > /dev/null << SQL
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
DO \$\$ BEGIN CREATE ROLE coinstack_test LOGIN CREATEDB; EXCEPTION WHEN duplicate_object THEN NULL; END \$\$;
ALTER ROLE coinstack_test PASSWORD '$password';
SQL
echo "postgres://coinstack_test:$password@127.0.0.1:$port/coinstack_$$"

#!/bin/sh
# Installs what building and testing need and this machine lacks: a C compiler (for the cryptography and the SQLite that
# are built in) and Postgres's programs (the tests start servers of their own).
# Does nothing where everything is there. Never starts, stops or changes a database of this machine.
set -eu

have() { command -v "$1" >/dev/null 2>&1; }

have_postgres() {
    have initdb && have postgres && return
    for folder in "${PG_BIN:-}" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin; do
        [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && return
    done
    return 1
}

missing=''
have cc || missing="$missing gcc libc6-dev"
# Another server may be named instead, and then none is started.
[ -n "${TEST_DATABASE_URL:-}" ] || have_postgres || missing="$missing postgresql"

if ! have cargo; then
    echo "error: there is no cargo" >&2
    echo "help: install Rust from https://rustup.rs" >&2
    exit 1
fi

[ -n "$missing" ] || exit 0

if ! have apt-get; then
    echo "error: this machine lacks:$missing" >&2
    echo "help: install them with your system's package manager" >&2
    exit 1
fi

if [ "$(id -u)" -ne 0 ]; then
    echo "error: this machine lacks:$missing" >&2
    echo "help: sudo apt-get install -y --no-install-recommends$missing" >&2
    exit 1
fi

# Debian would make and start a server of its own as it installs; the tests want the programs alone.
case $missing in *postgresql*)
    mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/no-main-cluster.conf
    ;;
esac

echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q </dev/null
# shellcheck disable=SC2086 # a list of words
apt-get install -q -y --no-install-recommends -o Dpkg::Options::=--force-confold $missing </dev/null

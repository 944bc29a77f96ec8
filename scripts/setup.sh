#!/bin/sh
# Installs what building and testing need and this machine lacks: a C compiler and make (for the cryptography, the SQLite
# and the allocator that are built in), curl (the README's tour), Postgres's programs (the tests start servers of their
# own), Chromium with the letters of its readers (the portal's tests), and the packages of clients in JavaScript and Python.
# Does nothing where everything is there. Never starts, stops or changes a database of this machine.
set -eu
cd "$(dirname "$0")/.."

have() { command -v "$1" >/dev/null 2>&1; }

fail() {
    echo "error: $1" >&2
    echo "help: $2" >&2
    exit 1
}

have_postgres() {
    have initdb && have postgres && return
    for folder in "${PG_BIN:-}" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin; do
        [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && return
    done
    return 1
}

install() {
    have apt-get || fail "this machine lacks: $*" "install them with your system's package manager"
    [ "$(id -u)" -eq 0 ] || fail "this machine lacks: $*" "sudo apt-get install -y --no-install-recommends $*"
    # Debian would make and start a server of its own as it installs; the tests want the programs alone.
    case $* in *postgresql*)
        mkdir -p /etc/postgresql-common/createcluster.d
        echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/no-main-cluster.conf
        ;;
    esac
    echo "installing: $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q </dev/null
    apt-get install -q -y --no-install-recommends -o Dpkg::Options::=--force-confold "$@" </dev/null
}

have cargo || fail 'there is no cargo' 'install Rust from https://rustup.rs'

set --
have cc || set -- "$@" gcc libc6-dev
have make || set -- "$@" make
# The README's tour, which a test executes, asks with it.
have curl || set -- "$@" curl
# A receiver of webhooks in Python verifies what it gets.
python3 -m pip --version >/dev/null 2>&1 || set -- "$@" python3 python3-pip
# Another server may be named instead, and then none is started.
[ -n "${TEST_DATABASE_URL:-}" ] || have_postgres || set -- "$@" postgresql
if command -v apt-get >/dev/null 2>&1; then
    [ -n "${CHROMIUM:-}" ] || have chromium || set -- "$@" chromium
    [ -d /usr/share/fonts/opentype/noto ] || set -- "$@" fonts-noto-cjk
fi
[ $# -eq 0 ] || install "$@"

find tests examples frontend -name package-lock.json -not -path '*/node_modules/*' 2>/dev/null | sort | while read -r lock; do
    folder=${lock%/*}
    # npm writes this file last; it is older than a lock file that has changed since.
    [ "$folder/node_modules/.package-lock.json" -nt "$lock" ] && continue
    have npm || fail "there is no npm, and $folder needs its packages" 'install Node from https://nodejs.org'
    echo "installing the packages of $folder"
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error </dev/null)
done

find tests examples -name requirements.txt -not -path '*_modules/*' | sort | while read -r list; do
    folder=${list%/*}
    [ "$folder/python_modules" -nt "$list" ] && continue
    echo "installing the packages of $folder"
    (cd "$folder" && python3 -m pip install --quiet --upgrade --target python_modules -r requirements.txt </dev/null &&
        touch python_modules)
done

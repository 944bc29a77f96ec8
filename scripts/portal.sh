#!/bin/sh
# The portal: `build` it into frontend/dist, `check` its code, `test` it in a real browser against the built program, or
# take pictures of it (`shots`).
set -eu
cd "$(dirname "$0")/../frontend"

if ! command -v npm >/dev/null 2>&1; then
    [ "$1" = build ] || { echo "error: there is no npm; help: install Node 20 or later from https://nodejs.org" >&2; exit 1; }
    echo 'There is no npm: Baton is built without its portal. With Node 20 or later it gets one.' >&2
    exit 0
fi
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error </dev/null

bin=$PWD/node_modules/.bin

# The built program, wherever cargo puts it.
program() {
    (cd .. && cargo build --quiet --message-format=json --bin baton | sed -n 's/.*"executable":"\([^"]*\)".*/\1/p' | tail -1)
}

build() {
    # As long as nothing has changed, what was built is what would be built; and cargo need not embed it again.
    built=node_modules/.portal-built
    [ -d dist/assets ] && [ -f $built ] &&
        [ -z "$(find src public *.html *.json *.ts ../schema.graphql -newer $built | head -1)" ] && return
    node scripts/codegen.mjs
    "$bin/vite" build --logLevel error
    "$bin/vite" build --logLevel error --config vite.explorer.config.ts
    node scripts/budget.mjs
    touch $built
}

case $1 in
    build) build ;;
    check)
        "$bin/biome" check --colors=off --error-on-warnings
        node scripts/codegen.mjs --check
        "$bin/tsc" --noEmit
        # A text without its translation fails.
        "$bin/lingui" compile --strict >/dev/null
        ;;
    test)
        "$bin/vitest" run
        BATON=$(program) "$bin/playwright" test
        ;;
    shots)
        mkdir -p shots
        BATON=$(program) SHOTS=shots "$bin/playwright" test shots
        # Those that the README shows.
        mkdir -p ../docs/pictures
        cp shots/inbox-light.webp shots/inbox-dark.webp shots/thread-light.webp shots/thread-dark.webp ../docs/pictures
        ;;
    *)
        echo "usage: $0 build|check|test|shots" >&2
        exit 2
        ;;
esac

#!/bin/sh
# `make run`: builds, makes the embedded database and an administrator, says what to do next, and serves.
set -eu
cd "$(dirname "$0")/.."

scripts/portal.sh build
cargo build
token=$(cargo run --quiet -- admin token --expires-in 86400 2>/dev/null)
address=${BATON_LISTEN:-127.0.0.1:8080}

bold=$(printf '\033[1m') plain=$(printf '\033[0m')
[ -t 1 ] || bold='' plain=''
cat <<END

  ${bold}Baton${plain} will serve on http://$address, with its database in ${BATON_DATA_DIR:-./data}.

  An administrator's token, good for a day:

    export TOKEN=$token

  The portal is at the same address in a browser; the server's first lines say how to make the first administrator
  who can sign in. To see it busy instead: cargo run -- demo

  A first query, in another terminal:

    curl -s http://$address/graphql -H "authorization: Bearer \$TOKEN" -H 'content-type: application/json' \\
      --data '{"query": "{ viewer { user { name isAdmin } } }"}'

  Then the five-minute tour: README.md. Ctrl-C stops the server.

END
exec cargo run --quiet -- serve

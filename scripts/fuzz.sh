#!/usr/bin/env bash
# Fuzzes each target of tests/fuzz for SECONDS_EACH (60 unless told), or those named as arguments.
#
# What is found is left in tests/fuzz/artifacts, and the status is not 0. MERGE=1 keeps the smallest corpus that reaches
# what was reached.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v cargo-fuzz >/dev/null || { echo "cargo-fuzz is missing: cargo install cargo-fuzz" >&2; exit 1; }

# Coverage needs flags of the compiler that are not stable yet; a sanitizer would, too, and all of this crate is safe code.
export RUSTC_BOOTSTRAP=1
fuzz=(--fuzz-dir tests/fuzz --sanitizer none)
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(document message params cursor id request)

for target in "${targets[@]}"; do
    options=(-max_total_time="${SECONDS_EACH:-60}" -timeout=1 -rss_limit_mb=2048 -print_final_stats=1)
    case $target in
        document) options+=(-max_len=4096 -dict=tests/fuzz/graphql.dict) ;;
        message | params | request) options+=(-max_len=2048) ;;
        cursor | id) options+=(-max_len=256) ;;
    esac
    found=target/fuzz/$target
    mkdir -p "$found"
    cargo fuzz run "${fuzz[@]}" "$target" "$found" "tests/fuzz/corpus/$target" -- "${options[@]}"
    if [ "${MERGE:-}" = 1 ]; then
        cargo fuzz run "${fuzz[@]}" "$target" "tests/fuzz/corpus/$target" "$found" -- -merge=1
    fi
done

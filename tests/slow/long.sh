#!/bin/sh
# Runs what HYS_TEST_BUDGET=long enumerates, as many processes at a time as there are cores; make
# check-long calls it in the build folder.
#
#   long.sh [WORD...]    these tests of tests/plain; without a word all that try more when there is
#                        time
#
# It prints how long each took, what it counted and what failed, and closes with "N passed, N
# failed, N skipped".
[ $# -gt 0 ] || set -- identity/samples identity/maps exhaustive/linear exhaustive/log \
    exhaustive/q identity/engines nearest/ encode/ native/ json/ domain/transposed \
    designs/
export HYS_TEST_BUDGET=long
logs=$(mktemp -d) || exit 99
trap 'rm -rf "$logs"' EXIT
printf '%s\n' "$@" | LOGS=$logs xargs -P "$(nproc)" -I '{}' sh -c '
    log=$LOGS/$(echo "{}" | tr / -) start=$(date +%s)
    ./tests/plain "{}" >"$log" 2>&1 || echo "not ok: exit $? of {}" >>"$log"
    echo "== {}: $(($(date +%s) - start)) s"
    grep -E "^not ok|# SKIP|^# [^0-9]" "$log"
    :'
cat "$logs"/* | awk '
    /^# [0-9]+ passed, / { p += $2; f += $4; s += $6; n++ }
    /^not ok: exit/ { e++ }
    END {
        if (n < '$#' || (e && !f)) f++
        printf "%d passed, %d failed, %d skipped\n", p, f, s
        exit f > 0 || p == 0
    }'

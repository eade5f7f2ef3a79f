# The closing lines over the .trs and .log files of all test programs:
#
#     1130 passed, 0 failed, 12 skipped
#     skipped: 9, because the Python package optuna is not installed
#
# one line for each reason, the most frequent first. A run in which a test failed, or none passed,
# is a failure.
/^:test-result: / { count[$2]++ }
FILENAME ~ /\.log$/ && /^(ok|1\.\.0).*# SKIP / { sub(/.*# SKIP /, ""); reasons[$0]++ }
END {
    failed = count["FAIL"] + count["ERROR"] + count["XPASS"]
    passed = count["PASS"] + count["XFAIL"]
    printf "%d passed, %d failed, %d skipped\n", passed, failed, count["SKIP"]
    sort = "LC_ALL=C sort -k 2,2nr -k 3"
    for (reason in reasons) {
        printf "skipped: %d, because %s\n", reasons[reason], reason | sort
        explained += reasons[reason]
    }
    if (explained < count["SKIP"])
        printf "skipped: %d, because of a reason that was not given\n",
            count["SKIP"] - explained | sort
    close(sort)
    exit failed > 0 || count["PASS"] == 0
}

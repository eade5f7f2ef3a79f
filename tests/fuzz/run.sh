#!/bin/sh
# Runs each fuzz target for FUZZ_SECONDS (60) from its seeds in tests/fuzz/corpus/ and says how
# often it ran; make check-fuzz calls it in the folder of the fuzz build.
#
#   run.sh TARGET...
#
# A crash, a report, a leak or 10 seconds without an end is a failure, and its input stays in the
# folder.
spaces=$top_srcdir/tests/data/spaces.tsv
seconds=${FUZZ_SECONDS:-60}

# Seeds from spaces.tsv: each word as a command line, and the bounded spaces as the bytes that
# tests/fuzz/space.c reads.
rm -rf seeds && mkdir -p seeds/arguments seeds/space
awk -F '\t' '!/^#/ {
    file = "seeds/arguments/" ++n
    print "sample\n" $1 >file
    close(file)
}' "$spaces"
perl -ne '
    next unless /^(linear|log|qlinear|qlog):([^:\t]+):([^:\t]+)(?::([^\t]+))?\t/;
    my %kind = (linear => 0, log => 1, qlinear => 2, qlog => 3);
    open my $file, ">:raw", "seeds/space/" . ++$n or die;
    print $file pack("C", $kind{$1}), pack("d*", $2, $3, defined $4 ? $4 : ()), "\1" x 40;
' "$spaces"
passed=0 failed=0 total=0
for target; do
    name=$(basename "$target")
    mkdir -p "found/$name"
    leaks=1 more=
    case $name in
        arguments | readers) leaks=0 ;; # the program leaves what it holds to the system
        json) more=$top_srcdir/examples ;;
    esac
    test ! -d "seeds/$name" || more="$more seeds/$name"
    # the first folder takes what is found, the others are only read
    "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
        -detect_leaks=$leaks -print_final_stats=1 -verbosity=1 \
        -dict="$top_srcdir/tests/fuzz/words.dict" -artifact_prefix="$name-" "found/$name" \
        "$top_srcdir/tests/fuzz/corpus/$name" $more \
        >"$name.log" 2>&1
    status=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$name.log")
    echo "== $name: ${runs:-0} executions"
    total=$((total + ${runs:-0}))
    if test $status -eq 0 && test "${runs:-0}" -gt 0; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        grep -vE '^#[0-9]+|^INFO' "$name.log" | tail -n 60
    fi
done
echo "== $total executions in all, $seconds seconds a target"
echo "$passed passed, $failed failed, 0 skipped"
test $failed -eq 0 && test $passed -gt 0

#!/bin/sh
# Runs each fuzz target for FUZZ_SECONDS (60) from its seeds in tests/fuzz/corpus/ and says how
# often it ran; make check-fuzz calls it in the folder of the fuzz build.
#
#   run.sh TARGET...
#
# A crash, a report, a leak or 10 seconds without an end is a failure, and its input stays in the
# folder.
spaces=$top_srcdir/tests/data/spaces.tsv bad=$top_srcdir/tests/data/bad_arguments.tsv
seconds=${FUZZ_SECONDS:-60}

# Seeds: each word of the two tables as a command line, and of spaces.tsv as the bytes that space.c
# reads: 255, the word and a zero, then a source of each stream, the first sample, an instruction
# set, a form, a length, a type, and units.
rm -rf seeds && mkdir -p seeds/arguments seeds/space
awk -F '\t' '!/^#/ {
    file = "seeds/arguments/" ++n
    print "sample\n" $1 >file
    close(file)
}' "$spaces" "$bad"
perl -ne '
    next unless /^([^#\t]+)\t(?:easy|hard)\t/;
    my ($word, $stream) = ($1, $. % 5 ? 0 : 1 + $. % 3);
    for my $type (1, 2, 9, 11) {
        open my $file, ">:raw", "seeds/space/$.-$type" or die;
        print $file pack("CZ*C a8", 255, $word, $stream, "key of 8"), $stream ? "" : "\1" x 8,
            pack("C*", 0x47, 5, 1, 8 * ($type % 2), 37, $type), pack("d*", 0.1, 0.75, 3, 0.5);
    }
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
    for folder in "$top_srcdir/tests/fuzz/corpus/$name" "seeds/$name"; do
        test ! -d "$folder" || more="$more $folder"
    done
    # the first folder takes what is found, the others are only read
    "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
        -detect_leaks=$leaks -print_final_stats=1 -verbosity=1 \
        -dict="$top_srcdir/tests/fuzz/words.dict" -artifact_prefix="$name-" "found/$name" $more \
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

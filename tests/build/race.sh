#!/bin/sh
# Starts a hundred processes, in each of which 16 threads race for the library's first use. TAP.
echo 1..1
for i in $(seq 100); do
    "$top_builddir/tests/plain" threads_race >/dev/null 2>&1 || {
        echo "# start $i"
        echo 'not ok 1 - race'
        exit 1
    }
done
echo 'ok 1 - race: 100 starts'

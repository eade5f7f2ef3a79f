#!/bin/sh
# pictures.sh HYSPACE: the histograms of kinds.md, anew (make update-pictures). Needs gnuplot.
set -e
cd "$(dirname "$0")"
for column in dropout learning_rate layers width momentum optimizer; do
    "$1" describe kinds.json -n 1e6 --seed 1 --columns $column --plot pictures/$column.png
done

#!/bin/sh
# designs.sh HYSPACE: the pictures of designs.md, anew (make update-pictures): 64 rows of each
# design, and the errors of pictures/errors.tsv, which make update-curves computes. Needs gnuplot.
set -e
cd "$(dirname "$0")/pictures"
hyspace=$1
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT

rows() # NAME, OPTION...
{
    name=$1
    shift
    "$hyspace" sample - --seed 1 --no-header -o "$data/$name.csv" "$@" <<'END'
{"hyspace": 1, "space": {"x": {"kind": "linear", "lower": 0, "upper": 1},
                         "y": {"kind": "linear", "lower": 0, "upper": 1}}}
END
}
rows native -n 64
rows sobol --stream sobol -n 64
rows sobol_owen --stream sobol_owen -n 64
rows lhs --stream lhs --rows 64 -n all
rows grid --stream grid --points 8 -n all
rows permuted --stream permuted --points 8 -n 32

style="
    set border linecolor rgb '#999999'
    set tics nomirror scale 0.5 textcolor rgb '#333333'
    set grid linetype 1 linecolor rgb '#e4e4e4' linewidth 1"
gnuplot --default-settings <<END
    set terminal pngcairo noenhanced font 'Sans,9' size 780,540
    set output 'designs.png'
    $style
    set multiplot layout 2,3
    set datafile separator ','
    set xrange [0:1]; set yrange [0:1]; set size ratio 1; unset key
    set xtics 0.125 format ''; set ytics 0.125 format ''
    do for [name in 'native sobol sobol_owen lhs grid permuted'] {
        set title name.(name eq 'native' ? ' (random)' : name eq 'permuted' ? ', 32 rows' : '') \
            font 'Sans:Bold,9' offset 0, -0.6
        plot '$data/'.name.'.csv' with points pointtype 7 pointsize 0.7 linecolor rgb '#c2410c'
    }
END

gnuplot --default-settings <<END
    set terminal pngcairo noenhanced font 'Sans,9' size 780,430
    set output 'errors.png'
    $style
    set logscale x 2; set xlabel 'rows'; set xrange [16:8192]
    set logscale y 10; set ylabel 'relative error'; set format y '%.0e'
    set key outside right top reverse Left samplen 2
    is_power(n) = abs(log(n) / log(2) - floor(log(n) / log(2) + 0.5)) < 1e-9
    plot 'errors.tsv' using 'rows':'random' with lines linewidth 1.5 linecolor rgb '#666666' \
             title 'random', \
         '' using 'rows':'lhs' with lines linewidth 1.5 linecolor rgb '#7c3aed' title 'lhs', \
         '' using 'rows':'skipped' with lines linewidth 1.5 linecolor rgb '#ca8a04' \
             title 'sobol, first row skipped', \
         '' using 'rows':'owen' with lines linewidth 1.5 linecolor rgb '#2563eb' \
             title 'sobol_owen', \
         '' using 'rows':'sobol' with lines linewidth 1.5 linecolor rgb '#c2410c' \
             title 'sobol', \
         '' using 'rows':(is_power(\$1) ? column('scipy') : NaN) with points pointtype 4 \
             pointsize 1.2 linecolor rgb '#111111' title 'scipy, powers of two'
END

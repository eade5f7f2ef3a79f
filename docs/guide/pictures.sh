#!/bin/sh
# pictures.sh HYSPACE: the histograms of kinds.md, anew (make update-pictures). Needs gnuplot.
set -e
cd "$(dirname "$0")/pictures"
picture() { "$hyspace" describe "$2" -n 1e6 --seed 1 --plot "$1.png"; }
hyspace=$1
picture linear linear:0:0.5
picture log log:1e-5:0.1
picture qlinear qlinear:1:12
picture qlog qlog:16:4096:2
picture discrete discrete:0.8,0.9,0.99
picture labels discrete:adam,sgd,rmsprop

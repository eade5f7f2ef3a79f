#!/bin/sh
# pictures.sh HYSPACE: the histograms of kinds.md and shell.md, anew (make update-pictures). Needs
# gnuplot.
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
picture weights discrete:adam,sgd,rmsprop:weights=2,1,1
picture int int:1:12
picture logint logint:1:12
picture bool bool
picture normal normal:0:1
picture lognormal lognormal:0:1
picture truncated normal:0:1:lower=-1:upper=2
picture reverse_log reverse_log:0.5:0.999
picture logit logit:0.01:0.99
picture constant constant:7
picture steps linear:1:10:step=4:contract=multiple
picture digits linear:0:1:digits=1
cd ../../..
"$hyspace" describe examples/xgboost.json --plot docs/xgboost.png

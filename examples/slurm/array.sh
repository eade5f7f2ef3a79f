#!/bin/sh
#SBATCH --job-name=hyspace
#SBATCH --array=0-999
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --mem=100M
#SBATCH --time=00:10:00
#
# An array job that draws one table in PARTS parts, task k part k, from 0 on:
#
#   sbatch --array=0-999 --export=ALL,PARTS=1000,SPACE=xgboost.json,TOTAL=1000000000 array.sh
#
# A task needs its first row and its count, and nothing of the others. Each may be run again, alone,
# at any time and on another machine (--array=17, the rest as before): its file comes out the same,
# and appears only when it is whole. cat part-*.raw is the table. STREAM=sobol makes it a design,
# STREAM=lhs a Latin hypercube of TOTAL rows.
set -eu
space=${SPACE:-xgboost.json} total=${TOTAL:-1000000000} seed=${SEED:-42}
parts=${PARTS:-1000} part=$SLURM_ARRAY_TASK_ID stream=${STREAM:-native}
if test "$part" -ge "$parts"; then
    echo "array.sh: task $part, but the parts are 0 to $((parts - 1))" >&2
    exit 2
fi

# The first total % parts parts are one row longer.
count=$((total / parts + (part < total % parts)))
first=$((total / parts * part + (part < total % parts ? part : total % parts)))

rows=
test "$stream" != lhs || rows="--rows $total"

hyspace sample "$space" --seed "$seed" --first "$first" --count "$count" --stream "$stream" $rows \
    --threads "${SLURM_CPUS_PER_TASK:-1}" -f raw -o "part-$(printf %06d "$part").raw"

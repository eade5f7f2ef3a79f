#!/bin/sh
#SBATCH --job-name=hyspace
#SBATCH --array=0-999
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --mem=100M
#SBATCH --time=00:10:00
#
# An array job that draws one table in as many parts as it has tasks: sbatch --export=ALL,SPACE=xgboost.json,TOTAL=1000000000 array.sh
#
# A task needs its first row and its count, nothing of the others. Any task may be run again, alone, at any time, on another machine:
# its file comes out the same, and appears only when it is whole. cat part-*.raw is the table.
set -eu
space=${SPACE:-xgboost.json} total=${TOTAL:-1000000000} seed=${SEED:-42}
task=$((SLURM_ARRAY_TASK_ID - ${SLURM_ARRAY_TASK_MIN:-0})) tasks=$SLURM_ARRAY_TASK_COUNT

# The first total % tasks parts are one row longer.
count=$((total / tasks + (task < total % tasks)))
first=$((total / tasks * task + (task < total % tasks ? task : total % tasks)))

hyspace sample "$space" --seed "$seed" --first "$first" --count "$count" --threads "${SLURM_CPUS_PER_TASK:-1}" \
    -f raw -o "part-$(printf %06d "$task").raw"

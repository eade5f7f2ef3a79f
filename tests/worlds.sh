#!/bin/sh
# One digest from every world: examples/xgboost.json, 100 003 rows, seed 42, by the program and from C, C++, Fortran, Python, OpenMP
# with 1 to 16 threads and MPI with 1 to 4 ranks, whose file is compared, too; an array job's parts. Each is built with what the
# machine has. TAP.
top=${top_srcdir:-.} build=${top_builddir:-.}
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
file=$top/examples/xgboost.json count=100003 seed=42
echo 1..10

suite=worlds
. "$top/tests/tap.sh"

# links PROGRAM TAG COMPILER ARGUMENT...: with the libraries of this build and xxHash.
links()
{
    program=$1 tag=$2
    shift 2
    "$build/libtool" --silent --tag="$tag" --mode=link "$@" $SANITIZE -no-install -I "$top/include" -I "$top/examples" $XXHASH_CFLAGS \
        "$build/libhyspace-json.la" "$build/libhyspace.la" $XXHASH_LIBS -o "$folder/$program" >"$folder/log" 2>&1
}

# same COMMAND...: prints the line of the program.
same()
{
    "$@" >"$folder/printed" 2>"$folder/log" && tr A-F a-f <"$folder/printed" | diff "$folder/digest" - >>"$folder/log"
}

"$HYSPACE" digest "$file" -n $count --seed $seed 2>"$folder/log" | tail -n 1 >"$folder/digest"
grep -Exq '\* [0-9a-f]{16}' "$folder/digest"
result $? "the program: $(cat "$folder/digest")"
# The same by threads, and from its parts: the ends of the ranges of three.
{ "$HYSPACE" sample "$file" -f raw -n 33335 --seed $seed && "$HYSPACE" sample "$file" -f raw --first 33335 -n 66668 -j 3 --seed $seed; } \
    >"$folder/parts" 2>"$folder/log" && "$HYSPACE" sample "$file" -f raw -n $count --seed $seed | cmp - "$folder/parts" >"$folder/log"
result $? 'the program, in two parts'

mkdir "$folder/job" "$folder/bin" && printf '#!/bin/sh\nexec "$HYSPACE" "$@"\n' >"$folder/bin/hyspace" && chmod +x "$folder/bin/hyspace"
for task in 0 2 1 2; do # the last of them again, as Slurm has it for one alone
    (cd "$folder/job" && PATH=$folder/bin:$PATH SPACE=$(realpath "$file") TOTAL=$count SEED=$seed PARTS=3 \
        SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_MIN=$task SLURM_ARRAY_TASK_COUNT=1 sh "$top/examples/slurm/array.sh")
done >"$folder/log" 2>&1
cat "$folder"/job/part-*.raw | cmp - "$folder/parts" >>"$folder/log" 2>&1 &&
    ! (cd "$folder/job" && PARTS=3 SLURM_ARRAY_TASK_ID=3 sh "$top/examples/slurm/array.sh") >>"$folder/log" 2>&1
result $? 'an array job of three tasks, one of them again; no fourth'

c='-O2 -std=c11 -Wall -Wextra -Wconversion -Werror'
links c CC ${CC:-cc} $c "$top/tests/digests/digest.c" && same "$folder/c" "$file" $count $seed
result $? C

if ${CXX:-c++} --version >/dev/null 2>&1; then
    links cxx CXX ${CXX:-c++} -O2 -std=c++17 -Wall -Wextra -Wconversion -Werror "$top/tests/digests/digest.cpp" && same "$folder/cxx" "$file" $count $seed
    result $? C++
else
    skip "${CXX:-c++} is not installed" C++
fi

if test -f "$build/libhyspace-fortran.la"; then
    links fortran FC $FC $FCFLAGS -I "$build" "$top/tests/digests/digest.f90" "$build/libhyspace-fortran.la" && same "$folder/fortran" "$file" $count $seed
    result $? Fortran
else
    skip 'gfortran is not installed, or configure was told --disable-fortran' Fortran
fi

# The interpreter is not built with a sanitizer.
if test -n "$SANITIZE" || ! test -f "$LIBHYSPACE" || ! python=$("$top/tests/numpy_python.sh"); then
    skip 'python3-numpy is not installed, no shared library was built, or a sanitizer is in use' Python
else
    HYSPACE_LIBRARY=$LIBHYSPACE PYTHONPATH=$top/bindings/python PYTHONDONTWRITEBYTECODE=1 \
        same "$python" "$top/tests/digests/digest.py" "$file" $count $seed
    result $? Python
fi

printf '#include <omp.h>\nint main(void) { return omp_get_max_threads() < 1; }\n' >"$folder/omp.c"
if test -n "$SANITIZE" || ! ${CC:-cc} -fopenmp "$folder/omp.c" -o "$folder/omp" 2>/dev/null; then
    skip "${CC:-cc} has no OpenMP, or a sanitizer is in use" OpenMP
else
    links openmp CC ${CC:-cc} $c -fopenmp "$top/examples/openmp.c"
    status=$? threads=0
    while test $status -eq 0 && test $threads -lt 16; do
        threads=$((threads + 1))
        OMP_DYNAMIC=false OMP_NUM_THREADS=$threads same "$folder/openmp" "$file" $count $seed || status=1
    done
    result $status "OpenMP, 1 to $threads threads"
fi

if ! mpicc --version >/dev/null 2>&1 || ! mpirun --version >/dev/null 2>&1; then
    skip 'libopenmpi-dev or openmpi-bin is not installed' MPI MPI-IO
    exit
fi
case $(mpirun --version) in # as root, and on fewer cores than ranks, Open MPI wants to be asked
*'Open MPI'* | *OpenRTE*) options='--oversubscribe --allow-run-as-root' ;;
*) options= ;;
esac
run() { mpirun $options "$@"; }
links mpi CC mpicc $c "$top/examples/mpi.c"
status=$? ranks=0 whole=0
while test $status -eq 0 && test $ranks -lt 4; do
    ranks=$((ranks + 1))
    { cat "$folder/parts" && echo 'longer than what is written'; } >"$folder/table.raw"
    same run -n $ranks "$folder/mpi" "$file" $count $seed "$folder/table.raw" || status=1
    cmp "$folder/table.raw" "$folder/parts" >>"$folder/log" 2>&1 || whole=1
done
result $status "MPI, 1 to $ranks ranks"
test $ranks -eq 4 && test $whole -eq 0
result $? 'MPI-IO: the same file, byte for byte'

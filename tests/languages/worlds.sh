#!/bin/sh
# Demands one digest of examples/xgboost.json, and of a file whose columns have types of their own,
# from the program and from C, C++, Fortran, Python, OpenMP (1 to 16 threads), MPI (1 to 4 ranks
# and MPI-IO) and an array job; and one of each of two more designs. TAP.
#
# There are 100 003 rows, with seed 42: random ones, and those of a Sobol design. Each world is
# built with what the machine has. A type that a space does not give is refused by name.
top=${top_srcdir:-.} build=${top_builddir:-.}
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
count=100003 seed=42
echo 1..39

suite=worlds
. "$top/tests/tools/tap.sh"

# links PROGRAM TAG COMPILER ARGUMENT...: links it once, with the libraries of this build and
# xxHash.
links()
{
    program=$1 tag=$2
    shift 2
    test ! -f "$folder/$program" || return 0
    "$build/libtool" --silent --tag="$tag" --mode=link "$@" $SANITIZE \
        -no-install -I "$top/include" -I "$top/examples" $XXHASH_CFLAGS \
        "$build/libhyspace-json.la" "$build/libhyspace.la" $XXHASH_LIBS -o "$folder/$program" \
        >"$folder/log" 2>&1
}

# same COMMAND...: the command must print the line that the program prints.
same()
{
    "$@" >"$folder/printed" 2>"$folder/log" &&
        tr A-F a-f <"$folder/printed" | diff "$folder/digest" - >>"$folder/log"
}

# worlds FILE [STREAM]: its digest from every world.
worlds()
{
    file=$1 stream=$2
    source="--stream ${stream:-native} --seed $seed"
    "$HYSPACE" digest "$file" -n $count $source 2>"$folder/log" | tail -n 1 >"$folder/digest"
    grep -Exq '\* [0-9a-f]{16}' "$folder/digest"
    result $? "the program: $(cat "$folder/digest")"
    # The same rows from threads, and from three ranges put together.
    {
        "$HYSPACE" sample "$file" -f raw -n 33335 $source &&
            "$HYSPACE" sample "$file" -f raw --first 33335 -n 66668 -j 3 $source
    } \
        >"$folder/parts" 2>"$folder/log" &&
        "$HYSPACE" sample "$file" -f raw -n $count $source |
        cmp - "$folder/parts" >"$folder/log"
    result $? 'the program, in two parts'

    rm -rf "$folder/job"
    mkdir -p "$folder/job" "$folder/bin" &&
        printf '#!/bin/sh\nexec "$HYSPACE" "$@"\n' >"$folder/bin/hyspace" &&
        chmod +x "$folder/bin/hyspace"
    for task in 0 2 1 2; do # 2 once more, alone, as Slurm repeats one task
        (cd "$folder/job" &&
            PATH=$folder/bin:$PATH SPACE=$(realpath "$file") TOTAL=$count SEED=$seed PARTS=3 \
            STREAM=$stream SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_MIN=$task \
            SLURM_ARRAY_TASK_COUNT=1 sh "$top/examples/slurm/array.sh")
    done >"$folder/log" 2>&1
    cat "$folder"/job/part-*.raw | cmp - "$folder/parts" >>"$folder/log" 2>&1 &&
        ! (cd "$folder/job" &&
        PARTS=3 SLURM_ARRAY_TASK_ID=3 sh "$top/examples/slurm/array.sh") >>"$folder/log" 2>&1
    result $? 'an array job of three tasks, one of them again; no fourth'

    c='-O2 -std=c11 -Wall -Wextra -Wconversion -Werror'
    links c CC ${CC:-cc} $c "$top/tests/languages/digests/digest.c" &&
        same "$folder/c" "$file" $count $seed $stream
    result $? C

    if ${CXX:-c++} --version >/dev/null 2>&1; then
        links cxx CXX ${CXX:-c++} -O2 -std=c++17 \
            -Wall -Wextra -Wconversion -Werror "$top/tests/languages/digests/digest.cpp" &&
            same "$folder/cxx" "$file" $count $seed $stream
        result $? C++
    else
        skip "${CXX:-c++} is not installed" C++
    fi

    if test -f "$build/libhyspace-fortran.la"; then
        links fortran FC $FC $FCFLAGS -I "$build" "$top/tests/languages/digests/digest.f90" \
            "$build/libhyspace-fortran.la" &&
            same "$folder/fortran" "$file" $count $seed $stream
        result $? Fortran
    else
        skip 'gfortran is not installed, or configure was told --disable-fortran' Fortran
    fi

    # The interpreter is not built with a sanitizer.
    if test -n "$SANITIZE" || ! test -f "$LIBHYSPACE" ||
        ! python=$("$top/tests/tools/numpy_python.sh"); then
        reason='no shared library was built, or a sanitizer is in use'
        skip "python3-numpy is not installed, $reason" Python
    else
        HYSPACE_LIBRARY=$LIBHYSPACE PYTHONPATH=$top/bindings/python PYTHONDONTWRITEBYTECODE=1 \
            same "$python" "$top/tests/languages/digests/digest.py" "$file" $count $seed $stream
        result $? Python
    fi

    printf '#include <omp.h>\nint main(void) { return omp_get_max_threads() < 1; }\n' \
        >"$folder/omp.c"
    if test -n "$SANITIZE" ||
        ! ${CC:-cc} -fopenmp "$folder/omp.c" -o "$folder/omp" 2>/dev/null; then
        skip "${CC:-cc} has no OpenMP, or a sanitizer is in use" OpenMP
    else
        links openmp CC ${CC:-cc} $c -fopenmp "$top/examples/openmp.c"
        status=$? threads=0
        while test $status -eq 0 && test $threads -lt 16; do
            threads=$((threads + 1))
            OMP_DYNAMIC=false OMP_NUM_THREADS=$threads same "$folder/openmp" "$file" $count \
                $seed $stream || status=1
        done
        result $status "OpenMP, 1 to $threads threads"
    fi

    if ! mpicc --version >/dev/null 2>&1 || ! mpirun --version >/dev/null 2>&1; then
        skip 'libopenmpi-dev or openmpi-bin is not installed' MPI MPI-IO
        return
    fi
    case $(mpirun --version) in # Open MPI needs options as root, and on fewer cores than ranks
    *'Open MPI'* | *OpenRTE*) options='--oversubscribe --allow-run-as-root' ;;
    *) options= ;;
    esac
    run() { mpirun $options "$@"; }
    links mpi CC mpicc $c "$top/examples/mpi.c"
    status=$? ranks=0 whole=0
    while test $status -eq 0 && test $ranks -lt 4; do
        ranks=$((ranks + 1))
        { cat "$folder/parts" && echo 'longer than what is written'; } >"$folder/table.raw"
        same run -n $ranks "$folder/mpi" "$file" $count $seed "$folder/table.raw" $stream ||
            status=1
        cmp "$folder/table.raw" "$folder/parts" >>"$folder/log" 2>&1 || whole=1
    done
    result $status "MPI, 1 to $ranks ranks"
    test $ranks -eq 4 && test $whole -eq 0
    result $? 'MPI-IO: the same file, byte for byte'
}

worlds "$top/examples/xgboost.json"
suite='worlds, types'
worlds "$top/tests/languages/digests/typed.json"
suite='worlds, Sobol'
worlds "$top/examples/xgboost.json" sobol

# Other designs from the worlds of many parts: 2^16 rows, in parts that are no powers of two.
designs() # STREAM, OPTION...
{
    stream=$1
    shift
    file=$top/examples/xgboost.json count=65536
    "$HYSPACE" digest "$file" -n $count --seed $seed --stream $stream "$@" 2>"$folder/log" |
        tail -n 1 >"$folder/digest"
    "$HYSPACE" sample "$file" -f raw -n $count --seed $seed --stream $stream "$@" -j 3 \
        >"$folder/parts" 2>>"$folder/log"
    for j in 1 3 16; do
        "$HYSPACE" digest "$file" -n $count --seed $seed --stream $stream "$@" -j $j | tail -n 1
    done | uniq | cmp - "$folder/digest" >>"$folder/log" 2>&1 &&
        grep -Exq '\* [0-9a-f]{16}' "$folder/digest"
    result $? "$stream: the program, in 1 to 16 threads: $(cat "$folder/digest")"
    rm -f "$folder"/job/part-*
    for task in 2 0 1; do
        (cd "$folder/job" &&
            PATH=$folder/bin:$PATH SPACE=$(realpath "$file") TOTAL=$count SEED=$seed PARTS=3 \
            STREAM=$stream SLURM_ARRAY_TASK_ID=$task sh "$top/examples/slurm/array.sh")
    done >"$folder/log" 2>&1
    cat "$folder"/job/part-*.raw | cmp - "$folder/parts" >>"$folder/log" 2>&1
    result $? "$stream: an array job of three tasks"
    if test -f "$folder/openmp"; then
        status=0
        for threads in 1 2 3 7; do
            OMP_DYNAMIC=false OMP_NUM_THREADS=$threads same "$folder/openmp" "$file" $count \
                $seed $stream || status=1
        done
        result $status "$stream: OpenMP, 1 to 7 threads"
    else
        skip "${CC:-cc} has no OpenMP, or a sanitizer is in use" "$stream: OpenMP"
    fi
    if test -f "$folder/mpi"; then
        status=0
        for ranks in 1 2 3; do
            same run -n $ranks "$folder/mpi" "$file" $count $seed "$folder/table.raw" $stream &&
                cmp "$folder/table.raw" "$folder/parts" >>"$folder/log" 2>&1 || status=1
        done
        result $status "$stream: MPI and MPI-IO, 1 to 3 ranks"
    else
        skip 'libopenmpi-dev or openmpi-bin is not installed' "$stream: MPI"
    fi
}
suite='worlds, designs'
designs sobol_owen
designs lhs --rows 65536

suite=worlds
# A column asks for a type that its samples do not fit into: each world names the column, and draws
# nothing.
printf '{"hyspace": 1, "space": {"x": {"kind": "linear", "lower": 0, "upper": 1},\n%s}}\n' \
    '"layers": {"kind": "qlinear", "lower": 1, "upper": 300, "type": "u8"}' >"$folder/refused.json"
refuses() # COMMAND...: fails, prints nothing, and names the column
{
    ! "$@" >"$folder/printed" 2>"$folder/said" && test ! -s "$folder/printed" &&
        grep -q layers "$folder/said" && return
    echo "$*:" && cat "$folder/said"
}
refused()
{
    refuses "$HYSPACE" digest "$folder/refused.json" -n 9
    refuses "$folder/c" "$folder/refused.json" 9 $seed
    for program in cxx openmp; do
        test ! -f "$folder/$program" || refuses "$folder/$program" "$folder/refused.json" 9 $seed
    done
    test -z "$python" ||
        HYSPACE_LIBRARY=$LIBHYSPACE PYTHONPATH=$top/bindings/python PYTHONDONTWRITEBYTECODE=1 \
        refuses "$python" "$top/tests/languages/digests/digest.py" "$folder/refused.json" 9 $seed
}
refused >"$folder/log" 2>&1
test ! -s "$folder/log"
result $? 'a type that the space does not give is refused, and its column named'

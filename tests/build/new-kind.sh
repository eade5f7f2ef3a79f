#!/bin/sh
# Adds a kind of space to a copy of the tree, by one file and its rows in src/kind.h and
# Makefile.am, and demands that everything knows it: words, files, HDF5 with verify, describe,
# encode, digest, --help, info, the completion, Python. make check-new-kind runs it.
#
# No other file is touched. The copy and its build stay in newkind/, below the build folder.
suite=new_kind folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
. "$top_srcdir/tests/tools/tap.sh"
make=${MAKE:-make}
rm -rf newkind/tree && mkdir -p newkind/build &&
    $make -s distdir distdir=newkind/tree >"$folder/log" 2>&1 &&
    chmod -R u+w newkind/tree || { cat "$folder/log"; exit 99; }

# The kind: integers from lower to upper, each equally likely. This is qlinear's law over bounds
# that are half a step wider.
cat >newkind/tree/src/kinds/trial.c <<'C'
#include <config.h>

#include <math.h>

#include "src/kinds/kinds.h"

static hys_status check(const hys_argument *given, size_t *bad)
{
    const hys_status status = hysi_check_bounds(given, bad);
    return status == HYS_OK ? hysi_check_integers(given, bad) : status;
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    const hys_extent *extent = &space->extent;
    const double first = (double)extent->first, last = (double)extent->last;
    const double span = last - first + 1;
    struct hysi_head native = hysi_new_head(64, HYSI_INTEGERS_64);
    struct hysi_cells cells = {hysi_new_head(0, HYSI_WIDENED), hysi_new_head(0, HYSI_NARROWED)};
    const struct hysi_axis axis = {first - 0.5, span, false};

    hysi_add_linear_f64(&native, span * 0x1p-53, first - 0.5, HUGE_VAL);
    hysi_add_round_inside(&native, extent->first, extent->last);
    hysi_set_encode_cell(HYSI_ADD_MAP(&cells.encode, encode_qlinear), first, last, &axis,
                         0.5 / span, (span - 0.5) / span);
    hysi_set_decode_cell(HYSI_ADD_MAP(&cells.decode, decode_cell), first, span, 0, last);
    hysi_plan_integers(space, plan, &native, &cells);
}

static const char *const moods[] = {"plain", "merry", NULL};

const struct hysi_kind hysi_kind_trial = {
    .id = 99,
    .name = "trial",
    .word = "trial",
    .summary = "integers, each equally likely",
    .traits = HYS_KIND_INTEGERS,
    .params = 6,
    .param = {{HYSI_PARAM_LOWER},
              {HYSI_PARAM_UPPER},
              {"shift", HYS_PARAM_INTEGER, HYS_PARAM_EXTRA, NAN, NULL, "an integer"},
              {"mood", HYS_PARAM_WORD, HYS_PARAM_EXTRA, 0, moods, "a word"},
              {"loud", HYS_PARAM_SWITCH, HYS_PARAM_EXTRA, 0, NULL, "a switch"},
              {"tags", HYS_PARAM_NAMES, HYS_PARAM_EXTRA, NAN, NULL, "names"}},
    .check = check,
    .fill = hysi_fill_integers,
    .plan = plan,
};
C
sed -i 's/^    X(logit)$/    X(logit) \\\n    X(trial)/' newkind/tree/src/kind.h
sed -i 's|src/kinds/reals.c|src/kinds/reals.c src/kinds/trial.c|' newkind/tree/Makefile.am
rm -f newkind/build/hyspace
(
    cd newkind/build || exit 99
    test -f Makefile || ../tree/configure --quiet --disable-static CC="$CC" || exit 99
    $make -s hyspace
) >"$folder/log" 2>&1
result $? 'it builds'
program=$PWD/newkind/build/hyspace library=$PWD/newkind/build/.libs/libhyspace.so
cd "$folder" || exit 99

"$program" sample trial:1:6 -n 60000 --no-header | sort -n | uniq -c |
    awk '$1 < 9600 || $1 > 10400 { bad = 1 } { n++ } END { exit bad || n != 6 }'
result $? 'a word: six integers, each as frequent'
cat >space.json <<'J'
{"hyspace": 1, "space": {
  "n": {"kind": "trial", "lower": 1, "upper": 6, "type": "u8"},
  "x": {"kind": "linear", "lower": 0, "upper": 1}}}
J
"$program" sample space.json -n 3 >log 2>&1 && head -n 1 log | grep -qx n,x
result $? 'a file'
form='trial:LOWER:UPPER[:shift=SHIFT][:mood=MOOD][:loud][:tags=V,V,...]'
"$program" sample trial:1 2>log
test $? -eq 2 && grep -qF "expected $form" log
result $? 'a wrong word is told its form'
echo '{"hyspace": 1, "space": {"n": {"kind": "trail", "lower": 1, "upper": 6}}}' |
    "$program" sample - 2>log
grep -q 'did you mean trial?' log
result $? 'a kind that is nearly written so'
if "$program" info | grep -q '^HDF5 *[0-9]'; then
    "$program" sample space.json -n 1000 -o rows.h5 >log 2>&1 && "$program" verify rows.h5 >log 2>&1
    result $? 'HDF5, and verify'
else
    skip 'hyspace was built without HDF5' 'HDF5, and verify'
fi
"$program" describe trial:1:6 >log 2>&1 && grep -q 'trial, 1 to 6, i64, 6 values' log
result $? describe
"$program" sample trial:1:6 -n 100 >values &&
    "$program" encode trial:1:6 --input values | "$program" decode trial:1:6 | cmp - values
result $? 'encode and decode'
"$program" sample trial:1:6 -n 5 --stream jax_keys >log 2>&1
result $? 'the JAX streams'
"$program" info --kinds | grep '^trial  *trial:LOWER' | grep -q 'integers, each equally likely$' &&
    "$program" info --kinds | grep -q 'mood  *word (plain)  *a word' &&
    "$program" info --kinds | grep -q 'shift  *integer (none)  *an integer'
result $? 'info --kinds'
"$program" --help | grep -qF "$form"
result $? '--help'
test "$("$program" digest trial:1:6 -n 1000 | wc -l)" -eq 2
result $? digest

# Parameters of every type, by their names. A preset that is given is as if it were left out.
"$program" sample trial:1:6 -n 9 >values
for named in shift=9223372036854775807 shift=-5:mood=merry:loud tags=a,b:loud=false mood=plain; do
    "$program" sample "trial:1:6:$named" -n 9 | cmp -s - values || echo "$named"
done >log 2>&1
test ! -s log
result $? 'parameters by their names'
for wrong in shift=1.5 shift=9223372036854775808 mood=sad loud=maybe mood=plain:mood=plain \
    color=1; do
    "$program" sample "trial:1:6:$wrong" -n 9 >out 2>&1 && echo "$wrong"
done >log
test ! -s log
result $? 'parameters that are wrong'
COMP_LINE="$program sample tri" COMP_POINT=$(printf %s "$program sample tri" | wc -c) bash -c \
    '. "$1"; _hyspace; printf "%s\n" "${COMPREPLY[@]}"' bash "$top_srcdir/completions/hyspace" \
    2>log | grep -qx trial:
result $? 'the completion'
if python=$("$top_srcdir/tests/tools/numpy_python.sh"); then
    cat >kind.py <<'P'
import hyspace as hy
made = hy.Space("trial", lower=1, upper=6)
table = hy.Domain.from_file("space.json")
assert set(made.sample_range(0, 1000).tolist()) == {1, 2, 3, 4, 5, 6}, made
assert made.fingerprint == hy.Space("trial", lower=1, upper=6).fingerprint
assert made.fingerprint != hy.QLinearSpace(1, 6).fingerprint
assert repr(table["n"]).startswith("Space('trial', lower=1.0, upper=6.0"), table["n"]
assert hy.Domain.from_json(table.to_json()).fingerprint == table.fingerprint
rich = hy.Space("trial", lower=1, upper=6, shift=-2**63, mood="merry", loud=True, tags=["a", "b"])
assert rich.arguments["shift"] == -2**63 and rich.arguments["loud"] is True, rich
again = hy.Domain.from_json(hy.Domain({"n": rich}).to_json())["n"]
assert again.fingerprint == rich.fingerprint != made.fingerprint, again
text = hy.Domain({"n": made}).to_json()
assert "shift" not in text and "mood" not in text, text
def print_of(**given):
    return hy.Space("trial", lower=1, upper=6, **given).fingerprint
assert print_of(mood="plain", loud=False) == made.fingerprint
prints = [print_of(), print_of(loud=True), print_of(shift=1), print_of(shift=2)]
prints += [print_of(mood="merry"), print_of(tags=["a"]), print_of(tags=["a", "b"])]
assert len(set(prints)) == len(prints), prints
P
    HYSPACE_LIBRARY=$library PYTHONPATH=$top_srcdir/bindings/python PYTHONDONTWRITEBYTECODE=1 \
        "$python" kind.py >log 2>&1
    result $? 'Python: the kind by its name, and in a file'
else
    skip 'python3-numpy is not installed' 'Python'
fi
echo "1..$n"

#!/bin/sh
# Tests HYSPACE_ISA, which a process reads once, with every word in a new process. TAP.
#
# The program in $HYSPACE shows what users see; a small one, compiled here against $LIBHYSPACE,
# shows what callers get.
echo 1..20
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
unset HYSPACE_ISA

suite=isa_env
. "$top_srcdir/tests/tools/tap.sh"

# ---- the program ----

sample() # value of HYSPACE_ISA
{
    HYSPACE_ISA=$1 "$HYSPACE" sample linear:0:1 -n 5 --seed 1 >"$folder/out" 2>"$folder/err"
    code=$?
    sed 's/^/# /' "$folder/err"
}
works() # the bits are those of the run without the variable
{
    test $code -eq 0 && cmp -s "$folder/out" "$folder/plain" && ! test -s "$folder/err"
}
refused() # the exit code of wrong usage, nothing on standard output, a message of the usual form
{
    test $code -eq 2 && ! test -s "$folder/out" && grep -q '^hyspace: ' "$folder/err"
}

if ! test -x "$HYSPACE"; then
    skip 'HYSPACE names no program' 'without it' scalar nonsense 'empty string' 'capitals' 'blank' \
        'list' 'each name works or is refused' \
        'no machine has both avx2 and neon'
else
    "$HYSPACE" sample linear:0:1 -n 5 --seed 1 >"$folder/plain" 2>"$folder/err"
    result $? 'without it'
    sample scalar; works; result $? 'scalar works'
    sample nonsense; refused; result $? 'nonsense is refused'
    sample ''; refused; result $? 'the empty string is an unknown name'
    sample SCALAR; refused; result $? 'capitals are not the name'
    sample 'scalar '; refused; result $? 'nor is a blank behind it'
    sample scalar,avx2; refused; result $? 'nor is a list'
    bad=0 refusals=
    for isa in scalar avx2 avx2_vaes avx512 neon; do
        sample $isa
        if refused; then refusals="$refusals $isa"; elif ! works; then bad=1; fi
    done
    result $bad "each name works or is refused (here refused:$refusals)"
    case " $refusals " in *' avx2 '* | *' neon '*) true ;; *) false ;; esac
    result $? 'no machine has both avx2 and neon'
fi

# ---- the library ----

cat >"$folder/call.c" <<'C'
#include <hyspace.h>
#include <stdio.h>
#include <string.h>

#define IS(call, status)                                            \
    do {                                                            \
        hys_status got_ = (call);                                   \
        if (got_ != (status)) {                                     \
            printf("# %s: %d, not %d\n", #call, (int)got_, (int)(status));\
            wrong = 1;                                              \
        }                                                           \
    } while (0)

int main(int argc, char **argv)
{
    const hys_source source = {0}, unknown = {.stream = 99};
    const char *names[] = {"a"};
    hys_space *space, *other, *labels;
    hys_domain *domain;
    hys_column column = {0};
    float x[2] = {1, 2}, out[2] = {7, 7};
    double d[2] = {1, 2};
    uint32_t u[2];
    int wrong = 0;
    if (argc < 2)
        return 0; /* it runs at all */
    const hys_status e = !strcmp(argv[1], "bad") ? HYS_E_ISA : HYS_OK;
    const int bad = e != HYS_OK;

    /* making spaces and tables does not sample, so it works */
    IS(hys_space_linear(&space, 0, 1), HYS_OK);
    IS(hys_space_log(&other, 1, 2, 10), HYS_OK);
    IS(hys_space_labels(&labels, names, 1), HYS_OK);
    IS(hys_domain_new(&domain, names, &space, 1, NULL), HYS_OK);
    if (bad != !hys_isa_current())
        wrong = printf("# current is %s\n", hys_isa_current() ? hys_isa_current() : "NULL");

    IS(hys_sample_f32(space, &source, 0, 2, out), e);
    IS(hys_sample(other, &source, 0, 0, HYS_F32, NULL), e);
    IS(hys_bits_u32(&source, 0, 2, u), e);
    IS(hys_unit_f64(&source, 0, 2, d), e);
    IS(hys_transform_f32(space, x, 2, x), e);
    IS(hys_log_transform_f64(d, 0, 10, d), e);
    IS(hys_jax_log_transform_f32(x, 0, 10, x), e);
    IS(hys_domain_sample(domain, &source, 0, 2, &column, 1), e);
    IS(hys_domain_sample_matrix_f32(domain, &source, 0, 2, HYS_ROW_MAJOR, x, 1), e);
    if (bad && (out[0] != 7 || out[1] != 7 || x[0] != 1 || x[1] != 2))
        wrong = printf("# something was written\n");

    /* precedence: NULL, ISA, then the rest */
    IS(hys_sample_f32(NULL, &source, 0, 2, out), HYS_E_NULL);
    IS(hys_log_transform_f32(NULL, 2, 0, out), HYS_E_NULL);
    IS(hys_log_transform_f32(x, 2, 0, out), bad ? HYS_E_ISA : HYS_E_BOUNDS_BASE);
    IS(hys_domain_sample(domain, &source, 0, 2, &column, 5), bad ? HYS_E_ISA : HYS_E_NAME_COUNT);
    IS(hys_sample_f32(space, &unknown, 0, 2, out), bad ? HYS_E_ISA : HYS_E_STREAM_UNKNOWN);
    IS(hys_sample_f32(labels, &source, 0, 2, out), bad ? HYS_E_ISA : HYS_E_TYPE);
    IS(hys_sample_f32(space, &source, UINT64_MAX, 2, out), bad ? HYS_E_ISA : HYS_E_INDEX);
    IS(hys_transform(labels, x, 2, HYS_F32, out, NULL), bad ? HYS_E_ISA : HYS_E_TYPE);
    IS(hys_isa_select("nonsense"), HYS_E_ISA);
    IS(hys_sample_f32(space, &source, 0, 2, out), e); /* a failed choice changes nothing */

    /* a choice mends it, whatever the variable says */
    IS(hys_isa_select(argc > 2 ? "scalar" : NULL), HYS_OK);
    IS(hys_sample_f32(space, &source, 0, 2, out), HYS_OK);
    if (!hys_isa_current() || (argc > 2 && strcmp(hys_isa_current(), "scalar")))
        wrong = printf("# after the choice: %s\n", hys_isa_current() ? hys_isa_current() : "NULL");
    hys_domain_free(domain);
    hys_space_free(space);
    hys_space_free(other);
    hys_space_free(labels);
    return wrong != 0;
}
C
# The program's own secure_getenv and getenv replace the C library's. Another thread may choose an
# instruction set between such a call and the first use of its answer; here the calls choose one.
cat >"$folder/meanwhile.c" <<'C'
#include <hyspace.h>
#include <stdio.h>
#include <string.h>

static const char *answer, *choice;
static int asked;

static char *meanwhile(const char *name)
{
    if (strcmp(name, "HYSPACE_ISA"))
        return NULL;
    asked++;
    if (hys_isa_select(choice) != HYS_OK)
        printf("# %s cannot be chosen\n", choice);
    return (char *)(size_t)answer;
}
char *getenv(const char *name) { return meanwhile(name); }
char *secure_getenv(const char *name) { return meanwhile(name); }

int main(int argc, char **argv)
{
    const hys_source source = {0};
    uint32_t u[2];
    if (argc < 3) { /* the best there is */
        for (size_t i = hys_isa_count(); i-- > 0;)
            if (hys_isa_available(i))
                return puts(hys_isa_name(i)) < 0;
    }
    answer = strcmp(argv[1], "unset") ? argv[1] : NULL, choice = argv[2];
    const hys_status status = hys_bits_u32(&source, 0, 2, u);
    const char *now = hys_isa_current();
    printf("# HYSPACE_ISA %s, asked %d times, %s chosen meanwhile: %s, %s\n", argv[1], asked,
           choice, hys_strerror(status), now ? now : "none");
    return asked != 1 || status != HYS_OK || !now || strcmp(now, choice);
}
C
# Exits with 0 if the process runs with the rights of another user or group.
cat >"$folder/secure.c" <<'C'
#include <sys/auxv.h>
int main(void) { return !getauxval(AT_SECURE); }
C

chosen='a choice during the first use stays: the best by itself
a choice during the first use stays: the best by name
a choice during the first use stays: an unknown name'
secure='the variable is not read in a set-uid program
nor in a set-gid one
it is read in the same program without those rights'
names="without the variable
calls under scalar
calls under nonsense: HYS_E_ISA behind HYS_E_NULL, before the rest
calls under the empty string
hys_isa_select by name mends it
$chosen
$secure"
libraries=$(dirname "${LIBHYSPACE:-/nowhere/x}")
if ! test -f "$LIBHYSPACE"; then
    reason='no shared library was built'
elif ! ${CC:-cc} -std=c11 -I "${top_srcdir:-.}/include" "$folder/call.c" -o "$folder/call" \
    "$LIBHYSPACE" \
    -Wl,-rpath,"$libraries" 2>"$folder/messages" || ! "$folder/call" >/dev/null 2>&1; then
    sed 's/^/# /' "$folder/messages"
    reason='no small program could be compiled, linked and run here'
else
    reason=
fi
if test -n "$reason"; then
    IFS='
'
    skip "$reason" $names
else
    "$folder/call" good; result $? 'without the variable'
    HYSPACE_ISA=scalar "$folder/call" good; result $? 'calls under scalar'
    HYSPACE_ISA=nonsense "$folder/call" bad; result $? \
        'calls under nonsense: HYS_E_ISA behind HYS_E_NULL, before the rest'
    HYSPACE_ISA='' "$folder/call" bad; result $? 'calls under the empty string'
    HYSPACE_ISA=nonsense "$folder/call" bad scalar; result $? 'hys_isa_select by name mends it'

    IFS='
'
    ${CC:-cc} -std=c11 -I "$top_srcdir/include" "$folder/meanwhile.c" -o "$folder/meanwhile" \
        "$LIBHYSPACE" -Wl,-rpath,"$libraries" &&
        best=$("$folder/meanwhile") || best=none
    set -- $chosen
    if test "$best" = scalar; then
        skip 'this machine has the scalar row alone' "$@"
    else
        "$folder/meanwhile" unset scalar; result $? "$1"
        "$folder/meanwhile" "$best" scalar; result $? "$2"
        "$folder/meanwhile" nonsense "$best"; result $? "$3"
    fi

    # Root makes programs that belong to nobody, and runs them as another user. An ordinary user
    # makes a program of another group that the user is in.
    set -- $secure
    reason=
    chmod 755 "$folder"
    ${CC:-cc} "$folder/secure.c" -o "$folder/secure"
    if test "$(id -u)" = 0; then
        as_other() { setpriv --reuid=65533 --regid=65533 --clear-groups "$@"; }
        uid_program() { cp "$1" "$1.uid" && chown 65534 "$1.uid" && chmod 4755 "$1.uid"; }
        gid_program() { cp "$1" "$1.gid" && chgrp 65534 "$1.gid" && chmod 2755 "$1.gid"; }
        as_other "$folder/call" >/dev/null 2>&1 ||
            reason='setpriv is missing, or another user cannot read the build'
    else
        as_other() { "$@"; }
        group=$(id -G | tr ' ' '\n' | grep -vx "$(id -g)" | head -n 1)
        uid_program() { false; }
        gid_program()
        {
            test -n "$group" && cp "$1" "$1.gid" && chgrp "$group" "$1.gid" && chmod 2755 "$1.gid"
        }
    fi
    if test -n "$reason"; then
        skip "$reason" "$@"
    else
        for kind in uid gid; do
            if ${kind}_program "$folder/secure" && ${kind}_program "$folder/call" &&
                as_other "$folder/secure.$kind"; then
                HYSPACE_ISA=nonsense as_other "$folder/call.$kind" good; result $? "$1"
            else
                skip "no set-$kind program can be made here" "$1"
            fi
            shift
        done
        HYSPACE_ISA=nonsense as_other "$folder/call" bad; result $? "$1"
    fi
fi

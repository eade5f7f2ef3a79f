#!/bin/sh
# Runs the pages of the guide (guide.py): each session at a prompt prints what its page shows, the
# files that it names exist, and both sides of each line of porting.md agree to the bit or in law.
# TAP.
#
# It takes a Python with numpy where there is one. make update-guide writes the outputs again, make
# update-pictures the pictures.
python=$("$top_srcdir/tests/tools/numpy_python.sh" || command -v python3) || {
    echo 1..1
    echo 'ok 1 - guide: what it shows # SKIP python3 is not installed'
    exit 0
}
# Programs are linked as a user links them, and Python is not built with a sanitizer.
if test -n "$SANITIZE" || ! test -f "$LIBHYSPACE"; then
    echo 1..1
    echo 'ok 1 - guide: what it shows # SKIP no shared library was built, or a sanitizer is in use'
    exit 0
fi
unset HYSPACE_ISA
HYSPACE_LIBRARY=$LIBHYSPACE PYTHONPATH=$top_srcdir/bindings/python PYTHONDONTWRITEBYTECODE=1 exec \
    "$python" "$top_srcdir/tests/languages/guide.py" "$@"

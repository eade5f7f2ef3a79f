#!/bin/sh
# Runs ./quickstart in a folder where apt-get, dpkg-query, configure and the program are stubs that
# record how they are called: what it installs, what --dry-run says, when it configures again. TAP.
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
suite=quickstart
. "$top_srcdir/tests/tools/tap.sh"
mkdir "$folder/bin" "$folder/examples"
cp "$top_srcdir/quickstart" "$folder" && cd "$folder" || exit 99

stub() { cat >"$1" && chmod +x "$1"; }
stub bin/dpkg-query <<'S'
#!/bin/sh
case $* in
*Architecture*) cat packages ;;
*) for package; do :; done; ! grep -qx "$package" absent || exit 1; printf 'install ok installed' ;;
esac
S
stub bin/apt-get <<'S'
#!/bin/sh
echo "apt-get $*" >>calls
: >absent
S
stub bin/id <<'S'
#!/bin/sh
cat uid
S
stub bin/sudo <<'S'
#!/bin/sh
echo sudo >>calls
exec "$@"
S
stub configure <<'S'
#!/bin/sh
echo "configure $*" >>../calls
printf '%s\n' all: check: clean: check-summary: 'VPATH = ..' >Makefile
mkdir -p tests && : >tests/plain.log
cat >config.status <<'T'
#!/bin/sh
case $1 in
--config) printf "%s\n" "'--disable-static' 'CC=one two' '--prefix=/a b'" ;;
*) echo "config.status $1" >>../calls ;;
esac
T
cat >hyspace <<'T'
#!/bin/sh
case $1 in
sample) echo row | tee build/xgboost.csv ;;
*) echo "* 0123" ;;
esac
T
chmod +x config.status hyspace
S
PATH=$folder/bin:$PATH
unset CC CXX FC AR CFLAGS CXXFLAGS FCFLAGS CPPFLAGS LDFLAGS LIBS CONFIG_SITE
for variable in $(env | sed -n 's/^\(PKG_CONFIG[A-Z_]*\)=.*/\1/p'); do unset "$variable"; done
export folder

run() # ARGUMENT...: quickstart with these, in $folder; its calls are in the file calls
{
    : >calls
    ./quickstart "$@" >printed 2>&1
    code=$?
    { cat printed calls; } | sed 's/^/    /' >log
    return $code
}
called() { printf '%s\n' "$@" | cmp -s - calls; }
idle() { test ! -s calls; }

echo 0 >uid
echo 'jq:amd64 1 install ok installed' >packages
printf '%s\n' libsleef-dev jq >absent
run --dry-run && idle && test ! -d build &&
    grep -q 'would install, by apt-get: libsleef-dev$' printed
result $? '--dry-run names what is missing and does nothing'
run --dry-run check && idle && grep -q 'would install, by apt-get: libsleef-dev jq$' printed &&
    grep -q 'would run make check' printed
result $? '--dry-run check names what the tests want, too'

run && called 'apt-get update -qq' 'apt-get install -y -qq libsleef-dev' 'configure --quiet' &&
    grep -q 'installing, by apt-get: libsleef-dev$' printed
result $? 'what is missing is named and installed, then configure runs'
grep -Eq '[0-9]+ configurations a second as text, [0-9]+ as raw bytes$' printed
result $? 'the rates of text and of raw bytes'
run && idle
result $? 'again: nothing is installed or configured'

echo 'jq:amd64 2 install ok installed' >packages
run && called 'config.status --recheck' 'config.status --quiet' &&
    grep -q 'since the installed packages have changed' printed
result $? 'configured anew when somebody else installed something'
CC='clang -m64' run && called 'configure --quiet --disable-static --prefix=/a b' &&
    grep -q 'since CC or another variable' printed
result $? 'configured anew with the same options when CC has changed'
CC='clang -m64' run && idle
result $? 'again with that CC: not configured'

run check && grep -Eq 'the tests took [0-9]+ seconds' printed
result $? 'check says how long the tests took'

echo 1000 >uid && echo libsleef-dev >absent
run && grep -qx sudo calls && grep -q 'installing, by sudo apt-get: libsleef-dev' printed
result $? 'an ordinary user: by sudo'
rm bin/sudo && echo libsleef-dev >absent
if command -v sudo >/dev/null; then
    skip 'sudo is installed' 'an ordinary user without sudo is told so'
else
    ! run && grep -q 'this needs root or sudo, to install: libsleef-dev$' printed && idle
    result $? 'an ordinary user without sudo is told so'
fi
! run --nonsense && grep -q '^usage: ' printed && idle && ! run check check && idle
result $? 'wrong usage'
echo "1..$n"

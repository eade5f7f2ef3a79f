#!/bin/bash
# Does what README and the guide say, word by word, on a Debian 12 that has nothing else. make
# check-supply runs it as root.
#
#   make check-supply [SUPPLY='gcc debian']     all parts take half an hour, and 6 GB below $TMPDIR
#
# quickstart  ./quickstart on a git clone; install, and the first programs in C, C++, Fortran,
#             Python
# check       ./quickstart and ./quickstart check on a git clone
# gcc         the tarball with the packages of docs/guide/install.md: tests, install, uninstall
# clang       the same with clang instead of gcc
# debian      dpkg-buildpackage and lintian on a git clone; its packages in a root of their own
#
# debootstrap makes a minimal root from the mirror that this machine's apt uses. Each part gets a
# fresh copy of it, and in it the packages that docs/guide/install.md lists. The script needs the
# tarball in the build folder (make dist) and, except for gcc and clang, sources that are a git
# clone. The last line counts the steps.
set -u
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
passed=0 failed=0 skipped=0
sources=$(cd "$top_srcdir" && pwd) && build=$(cd "$top_builddir" && pwd) || exit 99
test "$(id -u)" = 0 && command -v debootstrap >/dev/null || {
    echo 'supply: root and debootstrap are needed'
    exit 99
}

scratch=$(mktemp -d) || exit 99
mounts=()
clean() {
    local i
    for ((i = ${#mounts[@]} - 1; i >= 0; i--)); do umount "${mounts[i]}"; done
    # Nothing is removed below a mount that could not be unmounted.
    grep -q " $scratch/" /proc/mounts || rm -rf "$scratch"
}
trap clean EXIT
trap 'exit 130' INT TERM

# root NAME: makes a fresh root, $root, for the next steps. What this machine needs to reach
# mirror and PyPI goes with it.
root() {
    root=$scratch/$1
    if [ ! -d "$scratch/base" ]; then
        local mirror
        mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Component: main' \
            'Origin: Debian' | head -n 1)
        debootstrap --variant=minbase bookworm "$scratch/base" "$mirror" >"$scratch/log" 2>&1 || {
            tail "$scratch/log"
            exit 99
        }
        for file in /etc/hosts /etc/resolv.conf /etc/pip.conf /etc/apt/apt.conf.d; do
            [ ! -e $file ] || cp -RL $file "$scratch/base${file%/*}"
        done
        [ -z "${PIP_CERT:-}" ] || cp "$PIP_CERT" "$scratch/base/etc/supply.crt"
        chroot "$scratch/base" apt-get update -qq >"$scratch/log" 2>&1 || {
            cat "$scratch/log"
            exit 99
        }
    fi
    cp -a "$scratch/base" "$root" && mount -t proc proc "$root/proc" && mounts+=("$root/proc") &&
        mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts" &&
        mounts+=("$root/dev/pts") &&
        ln -sf pts/ptmx "$root/dev/ptmx" || exit 99
}

# step NAME COMMAND: one thing that a user does, in a shell in $root's /root/hyspace. If it prints
# "N passed, N failed, N skipped", this is its count.
step() {
    local counts status
    chroot "$root" env -i ${PIP_CERT:+PIP_CERT=/etc/supply.crt} $(env |
        grep -i '_proxy=') HOME=/root LC_ALL=$LC_ALL HYS_TEST_BUDGET=short \
        DEBIAN_FRONTEND=$DEBIAN_FRONTEND \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin sh \
        -c "cd /root/hyspace && $2" >"$scratch/log" 2>&1 </dev/null
    status=$?
    counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$scratch/log" | tail -n 1)
    if [ $status = 0 ]; then
        passed=$((passed + 1))
        echo "ok: $1${counts:+ ($counts)}"
    else
        failed=$((failed + 1))
        tail -n 40 "$scratch/log"
        echo "FAILED: $1 (exit $status)"
    fi
    return $status
}
skip() { # reason, name
    skipped=$((skipped + 1))
    echo "SKIP: $2: $1"
}
install() { # package...
    chroot "$root" apt-get install -y -qq "$@" >"$scratch/log" 2>&1 || {
        tail -n 20 "$scratch/log"
        exit 99
    }
}
clone() {
    [ -e "$sources/.git" ] && git clone -q "$sources" "$root/root/hyspace"
}
tarball() {
    local file
    file=$(ls -t "$build"/hyspace-*.tar.xz | head -n 1) && mkdir -p "$root/root/hyspace" &&
        tar -xJf "$file" --strip-components=1 --no-same-owner -C "$root/root/hyspace"
}

# ---- what the texts say ----

# The line of a text that begins in this way, without its remark.
line() { # text, beginning
    sed -n "s/^    \($2.*\)/\1/p" "$sources/$1" | sed '1!d; s/  *# .*//'
}
# The command of a world in the README's table.
world() { sed -n "s/^| $1 | \`\([^\`]*\)\`.*/\1/p" "$sources/README.md"; }
packages=$(sed -n 's/.*(Debian: `\([a-z +0-9.-]*\)`.*/\1/p' \
    "$sources/docs/guide/install.md" | head -n 1)
said='1.16565e-05 0.00635048 3.36011e-05 ... 0.00132252'
install_line=$(line README.md 'make -C build install')
first_line=$(line README.md 'cc examples\/first.c')
from_file_line=$(sed -n 's/^\$ \(cc examples\/from_file.c.*\)/\1/p' "$sources/docs/guide/c.md")
venv=$(grep -o '`apt-get install python3-venv[^`]*`' "$sources/docs/guide/python.md" | tr -d '`')
for text in "$packages" "$install_line" "$first_line" "$from_file_line" "$venv" \
    "$(world C++17)" "$(world 'Fortran 2018')"; do
    [ -n "$text" ] || {
        echo 'supply: a line that README.md or the guide had is not there'
        exit 99
    }
done
grep -qF "$said" "$sources/README.md" || exit 99
prints() { echo "test \"\$($1)\" = '$said'"; }

# ---- the parts ----

first_programs() {
    step "$1: first.c" "$(prints "$first_line")"
    step "$1: hyspace verify" 'hyspace verify --isa all | tail -n 1'
    step "$1: from_file.c" \
        "$from_file_line >/tmp/printed && grep -q '^weight_decay ' /tmp/printed"
}

part_quickstart() {
    root quickstart
    clone || { skip 'no git clone' quickstart; return; }
    step 'quickstart: on a git clone' './quickstart' &&
        step 'quickstart: install' "$install_line" && first_programs quickstart
    step 'quickstart: first.cpp' "$(world C++17) && $(prints ./a.out)"
    install ${venv#apt-get install }
    step 'quickstart: Python' \
        'python3 -m venv --system-site-packages env && env/bin/pip install bindings/python'
    step 'quickstart: the examples of docs/guide/python.md' \
        'sed "s/^\`\`\`.*//" docs/guide/python.md >/tmp/guide &&
            env/bin/python -m doctest /tmp/guide && grep -q ">>>" /tmp/guide'
    install gfortran
    step 'quickstart: with gfortran' "rm -rf build && ./quickstart && $install_line"
    step 'quickstart: first.f90' "$(world 'Fortran 2018') && ./a.out"
}

part_check() {
    root check
    clone || { skip 'no git clone' check; return; }
    step 'quickstart, quickstart check' \
        './quickstart && ./quickstart check || {
            grep -H "^not ok" build/tests/*.log build/tests/*/*.log
            exit 1
        }'
    step 'quickstart check: what it installed is found' \
        '! grep -H "MPFR was not found" build/tests/prove_exp2.log &&
            test -f build/tests/criterion.log'
}

by_compiler() { # compiler, its packages, what configure is told, tests
    root "$1"
    install $2
    tarball || { skip 'no tarball: make dist' "$1"; return; }
    find "$root/usr/local" >"$scratch/before"
    step "$1: configure and make" \
        "mkdir build && cd build && ../configure --quiet $3 && make -s -j$(nproc)" || return
    step "$1: no instruction of this machine alone" \
        "! grep -e -march=native -e -mtune build/Makefile"
    step "$1: tests" "cd build && make -s -k check $4 >/dev/null 2>&1
        make -s check-summary || { grep -H '^not ok' tests/*.log tests/*/*.log; exit 1; }"
    step "$1: install" "$install_line" && first_programs "$1"
    step "$1: installcheck" 'make -s -C build installcheck'
    step "$1: uninstall" 'make -s -C build uninstall'
    find "$root/usr/local" ! -type d | comm -13 <(sort "$scratch/before") - >"$scratch/left"
    cp "$scratch/left" "$root/root/left"
    step "$1: nothing is left" '! grep . /root/left'
}
part_gcc() { by_compiler gcc "$packages" '' ''; }
part_clang() {
    by_compiler clang "${packages/gcc/clang}" CC=clang \
        "TESTS='tests/plain tests/program/cli.sh tests/build/pins.sh tests/program/transcripts.sh'"
}

part_debian() {
    root debian
    clone && [ -d "$sources/debian" ] || { skip 'no git clone' debian; return; }
    install dpkg-dev lintian
    chroot "$root" sh -c 'cd /root/hyspace && apt-get build-dep -y -qq ./' >"$scratch/log" 2>&1 || {
        tail "$scratch/log"
        exit 99
    }
    step 'debian: dpkg-buildpackage' \
        "DEB_BUILD_OPTIONS=parallel=$(nproc) dpkg-buildpackage -us -uc -b" || return
    step 'debian: lintian' 'lintian --allow-root --fail-on error ../*.changes'
    local built=$root
    root packages
    clone && cp "$built"/root/*.deb "$root/root"
    step 'debian: install' \
        'rm ../*dbgsym*; dpkg -i ../*.deb >/dev/null 2>&1; apt-get -f install -y -qq &&
            dpkg-query -W hyspace libhyspace-dev python3-hyspace'
    install ${packages%%lib*}
    first_programs debian
    step 'debian: autopkgtest, first' 'AUTOPKGTEST_TMP=/tmp sh debian/tests/first'
    step 'debian: autopkgtest, python' 'AUTOPKGTEST_TMP=/tmp sh debian/tests/python'
    install gfortran
    step 'debian: first.f90' "$(world 'Fortran 2018') && ./a.out"
    step 'debian: the manual' 'test "$(find /usr/share/man/man3 -name "hys*" | wc -l)" -gt 90'
    step 'debian: purge' \
        'apt-get purge -y -qq "*hyspace*" && ! find /usr -name "*hyspace*" | grep .'
}

for part in ${*:-quickstart check gcc clang debian}; do
    declare -F "part_$part" >/dev/null || { echo "supply: no part $part"; exit 99; }
    part_$part
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ] && [ $passed -gt 0 ]

# The checks that take longer than `make check`, a target each. Makefile.am includes this file;
# docs/quality.md says what each one proves. WORDS=... chooses tests by their names.

# ---- statistics, large calls, enumerations ----

EXTRA_PROGRAMS += tests/stat tests/huge
tests_stat_SOURCES = \
	tests/slow/check_stat.c tests/unit/statistics.c tests/unit/statistics.h \
	tests/unit/runner_single.c tests/unit/support.c tests/unit/test.h
tests_stat_CPPFLAGS = $(test_cppflags)
tests_stat_LDADD = libhyspace_words.la libhyspace_all.la $(XXHASH_LIBS)
tests_stat_LDFLAGS = -no-install $(test_ldflags)

tests_huge_SOURCES = tests/slow/check_huge.c tests/unit/support.c tests/unit/test.h
tests_huge_CPPFLAGS = $(test_cppflags)
tests_huge_LDADD = libhyspace_words.la libhyspace_all.la $(XXHASH_LIBS)
tests_huge_LDFLAGS = -no-install $(test_ldflags)

# Statistics of the streams.
check-stat: tests/stat
	@./tests/stat $(WORDS)

# Sample numbers about powers of two, and calls over 2^32 + 9 elements.
check-huge: tests/plain tests/huge
	@HYS_TEST_BUDGET=long ./tests/plain indices/edges
	@./tests/huge

# What make check samples, enumerated.
check-long: tests/plain
	@$(SHELL) $(tests)/slow/long.sh $(WORDS)

# Other packages beside hyspace: the laws of Optuna, ConfigSpace, hyperopt, Ray Tune and
# scipy.stats, the designs of scipy.stats.qmc and torch. PYTHON names a Python that has some of
# them; without it, engines/ is made with pip.
peers = LIBHYSPACE='$(abs_builddir)/.libs/libhyspace.so' PYTHON='$(PYTHON)' \
	$(SHELL) $(tests)/slow/peers.sh
check-peers: all
	@$(peers) peers.py $(WORDS)
check-designs: all
	@$(peers) designs.py $(WORDS)
.PHONY: check-stat check-huge check-long check-peers check-designs

# Writes the errors that docs/guide/designs.md shows again; make update-pictures draws them.
update-curves: all
	@$(peers) designs.py --curves $(abs_top_srcdir)/docs/guide/pictures/errors.tsv
.PHONY: update-curves

# ---- other machines ----

emulated = top_srcdir='$(abs_top_srcdir)' $(SHELL) $(tests)/slow/emulated.sh

# Other x86 CPUs, by qemu's user mode. qemu has no AVX-512: that row is tested natively or not at
# all, and the log says so.
check-qemu-x86: check-qemu-nehalem check-qemu-haswell check-qemu-no-xsave
check-qemu-nehalem: tests/plain
	@$(emulated) scalar qemu-x86_64 -cpu Nehalem tests/plain
# qemu 7.2 takes vector register 4 for no index in a gather. So this is a build of its own, in
# haswell/, in which gcc leaves that register out.
check-qemu-haswell:
	@$(MKDIR_P) haswell
	@test -f haswell/Makefile || (cd haswell && $(abs_top_srcdir)/configure --quiet \
	  --disable-shared --disable-fortran --without-hdf5 --enable-warnings-as-errors \
	  CC=gcc CXX=g++ CFLAGS='-g -O2 -ffixed-xmm4') >haswell.log 2>&1 && \
	  $(MAKE) -s -C haswell tests/plain >>haswell.log 2>&1 || \
	  { tail -n 40 haswell.log; exit 1; }
	@cd haswell && HYS_TEST_EMULATED='make check compares the kernels on the CPU itself' \
	  $(emulated) avx2 qemu-x86_64 -cpu Haswell tests/plain
check-qemu-no-xsave: tests/plain
	@$(emulated) scalar qemu-x86_64 -cpu Haswell,-xsave tests/plain

# A build of its own, in arm64/, with the cross compiler and Debian's arm64 libraries.
check-arm64:
	@$(MKDIR_P) arm64
	@test -f arm64/Makefile || (cd arm64 && \
	  PKG_CONFIG_LIBDIR=/usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig \
	  $(abs_top_srcdir)/configure --quiet --host=aarch64-linux-gnu --enable-warnings-as-errors \
	  CPPFLAGS=-I/usr/include/aarch64-linux-gnu LDFLAGS=-L/usr/lib/aarch64-linux-gnu)
	@$(MAKE) -C arm64 check TESTS= >/dev/null
	@cd arm64 && $(emulated) neon qemu-aarch64 tests/plain

# A big-endian machine and two of 32 bits: builds of their own, in foreign/, with cross compilers
# and Debian's libraries.
FOREIGN = s390x armhf i386
check-foreign: hyspace
	+@top_srcdir='$(abs_top_srcdir)' $(SHELL) $(tests)/slow/foreign.sh $(FOREIGN)

# What the README says, on a minimal Debian 12. It runs as root, by hand.
check-supply: dist
	@top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' \
	  $(tests)/slow/supply.sh $(SUPPLY)
.PHONY: check-qemu-x86 check-qemu-nehalem check-qemu-haswell check-qemu-no-xsave check-arm64
.PHONY: check-foreign check-supply

# ---- other builds ----

# With the C library's checks of sizes, in fortify/.
check-fortify:
	@$(MKDIR_P) fortify
	@test -f fortify/Makefile || (cd fortify && \
	  $(abs_top_srcdir)/configure --quiet --enable-warnings-as-errors CC='$(CC)' \
	  CPPFLAGS='-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3' CFLAGS='-g -O2')
	@$(MAKE) -s -C fortify hyspace tests/plain
	@nm fortify/.libs/hyspace fortify/tests/plain | grep -c '_chk@' | \
	  sed 's/.*/== & checked functions/'
	@nm fortify/tests/plain | grep -q '_chk@'
	@HYS_TEST_BUDGET=short $(MAKE) -s -C fortify check-TESTS \
	  TESTS='tests/plain tests/program/cli.sh tests/program/transcripts.sh' >/dev/null; \
	  $(MAKE) -s -C fortify check-summary

# With other compiler flags, in flags/: configure refuses them, or the bits stay the same.
check-flags:
	+@top_srcdir='$(abs_top_srcdir)' $(SHELL) $(tests)/slow/flags.sh

# With a new kind of space in a copy of the tree, in newkind/: everything knows it.
check-new-kind: all
	+@top_srcdir='$(abs_top_srcdir)' CC='$(CC)' MAKE='$(MAKE)' \
	  $(SHELL) $(tests)/build/new-kind.sh >new_kind.log; \
	  code=$$?; cat new_kind.log; \
	  $(AWK) '/^ok.*# SKIP/ { s++; next } /^ok/ { p++ } /^not ok/ { f++ } \
	    END { printf "%d passed, %d failed, %d skipped\n", p, f, s; exit f > 0 || p == 0 }' \
	    new_kind.log && exit $$code

# With counters of lines and branches, in coverage/. It needs gcc and gcovr; docs/quality.md says
# which lines no test reaches. The branches of loops over a constant number of vectors
# are the compiler's, once for each place where it unrolls them, and are not counted. Failing system
# calls (failing_calls.sh) are left out, since they would hit gcov's own files.
coverage_tests = \
	tests/plain tests/program/cli.sh tests/program/describe.sh tests/build/isa_env.sh \
	tests/program/output.sh tests/build/pins.sh tests/program/read.sh \
	tests/program/transcripts.sh
source_tree = $(realpath $(top_srcdir))
gcovr = gcovr --root '$(source_tree)'
check-coverage:
	@$(MKDIR_P) coverage
	@test -f coverage/Makefile || (cd coverage && \
	  $(abs_top_srcdir)/configure --quiet --disable-shared CC='$(CC)' \
	  CFLAGS='-g -O1 --coverage -fprofile-update=atomic')
	@$(MAKE) -s -C coverage hyspace tests/plain tests/cut
	@find coverage -name '*.gcda' -o -name '*conftest.gcno' | xargs rm -f
	@HYS_TEST_BUDGET=short $(MAKE) -s -C coverage check-TESTS TESTS='$(coverage_tests)' \
	  >/dev/null; $(MAKE) -s -C coverage check-summary
	@$(MAKE) -s coverage-report
coverage-report:
	@cd coverage && $(gcovr) --object-directory . --json all.json \
	  --exclude-branches-by-pattern '.*UNROLL.*' \
	  $(patsubst %,--filter '$(source_tree)/%/',src simd json cli) .
	@cd coverage && $(gcovr) --add-tracefile all.json --branches --output branches.txt
	@cd coverage && $(gcovr) --add-tracefile all.json
	@cd coverage && $(gcovr) --add-tracefile all.json --filter '$(source_tree)/cli/' \
	  --print-summary --output cli.txt | sed 's/^/== cli: /'
	@cd coverage && $(gcovr) --add-tracefile all.json --exclude '$(source_tree)/cli/' \
	  --print-summary --output library.txt --fail-under-line 95 --fail-under-branch 85 \
	  >summary.txt; code=$$?; sed 's/^/== src, simd, json: /' summary.txt; exit $$code
.PHONY: check-fortify check-flags check-new-kind check-coverage coverage-report

# ---- sanitizers and valgrind ----

# clang builds in folders of their own, and valgrind on this build. They run the plain runner on its
# short budget; a test goes through the instruction sets by itself. A report is a failure.
# SANITIZED_ROWS='--disable-avx2 --disable-avx512' leaves out what clang needs ten minutes for.
#
# $(call sanitizer_build,FOLDER,CFLAGS,CPPFLAGS,TARGETS)
comma = ,
sanitizer_build = \
  $(MKDIR_P) $(1) && { \
    test -f $(1)/Makefile || (cd $(1) && $(abs_top_srcdir)/configure --quiet \
      CC=clang CXX=clang++ CFLAGS='-g -O1 -fno-omit-frame-pointer $(2)' CPPFLAGS='$(3)' \
      --disable-shared $(SANITIZED_ROWS)); \
  } >$(1).log 2>&1 && $(MAKE) -s -C $(1) $(4) >>$(1).log 2>&1 || { tail -n 40 $(1).log; exit 1; }

ignore = -fsanitize-ignorelist=$(tests)/slow/sanitize.ignore
asan_flags = -fsanitize=address$(comma)undefined $(ignore)
msan_flags = -fsanitize=memory -fsanitize-memory-param-retval
msan_cppflags = -D_GNU_SOURCE -include $(tests)/slow/msan.h
fuzz_flags = \
	-O2 -fsanitize=fuzzer-no-link$(comma)address$(comma)undefined $(ignore) \
	-fno-sanitize-recover=all

check-asan:
	+@$(call sanitizer_build,asan,$(asan_flags),,tests/plain tests/cut)
	@cd asan && $(emulated) - tests/plain $(WORDS)
	@cd asan && UBSAN_OPTIONS=halt_on_error=1 ASAN_OPTIONS=detect_leaks=0 \
	  tests/cut $(tests)/fuzz/corpus/readers/*

check-msan:
	+@$(call sanitizer_build,msan,$(msan_flags),$(msan_cppflags),tests/plain)
	@cd msan && $(emulated) - tests/plain $(WORDS)

# 16 threads that share a space and a table; a hundred processes whose threads race for the first
# use of the library; the program with 16 threads, whose bytes are those of one.
check-tsan:
	+@$(call sanitizer_build,tsan,-fsanitize=thread,,hyspace tests/plain)
	@cd tsan && $(emulated) - tests/plain environment
	@top_builddir=tsan $(SHELL) $(tests)/build/race.sh && echo '1 passed, 0 failed, 0 skipped'
	@cd tsan && for j in 1 16; do \
	  ./hyspace sample $(abs_top_srcdir)/examples/xgboost.json -n 1e5 -j $$j \
	    -f raw -o $$j.raw || exit 1; \
	done && cmp 1.raw 16.raw && echo '1 passed, 0 failed, 0 skipped'

# Suites that end in two minutes, fifty times slower. valgrind has no AVX-512.
valgrind_suites = \
	domain/find domain/copies fingerprint/refused indices/refused names/ \
	native/block_pins random123/
check-valgrind: tests/plain
	@for isa in scalar avx2; do \
	  HYSPACE_ISA=$$isa $(emulated) $$isa valgrind -q --leak-check=full --error-exitcode=9 \
	    tests/plain $(valgrind_suites) || exit 1; \
	done
.PHONY: check-asan check-msan check-tsan check-valgrind

# ---- fuzzing, by clang's libFuzzer ----

fuzz_targets = \
	tests/fuzz/arguments tests/fuzz/index tests/fuzz/json tests/fuzz/readers tests/fuzz/space
EXTRA_PROGRAMS += $(fuzz_targets)
fuzz_libs = libhyspace_json_all.la libhyspace_all.la $(XXHASH_LIBS)
fuzz_ldflags = -fsanitize=fuzzer
tests_fuzz_arguments_SOURCES = \
	tests/fuzz/arguments.c tests/fuzz/fuzz.h tests/fuzz/program.h $(cli_base) $(cli_tables) \
	$(cli_formats) $(cli_arguments)
tests_fuzz_arguments_CPPFLAGS = \
	$(AM_CPPFLAGS) $(JANSSON_CFLAGS) $(XXHASH_CFLAGS) -Dmain=hyspace_main -Dexit=fuzz_exit
tests_fuzz_arguments_LDADD = $(fuzz_libs)
tests_fuzz_arguments_LDFLAGS = $(fuzz_ldflags) $(held_ldflags)
tests_fuzz_index_SOURCES = tests/fuzz/index.c tests/fuzz/fuzz.h
tests_fuzz_index_LDADD = $(fuzz_libs)
tests_fuzz_index_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_json_SOURCES = tests/fuzz/json.c tests/fuzz/fuzz.h
tests_fuzz_json_LDADD = $(fuzz_libs)
tests_fuzz_json_LDFLAGS = $(fuzz_ldflags)
tests_fuzz_readers_SOURCES = $(readers_sources)
tests_fuzz_readers_CPPFLAGS = $(readers_cppflags)
tests_fuzz_readers_LDADD = $(fuzz_libs)
tests_fuzz_readers_LDFLAGS = $(fuzz_ldflags) $(held_ldflags)
tests_fuzz_space_SOURCES = tests/fuzz/space.c tests/fuzz/fuzz.h
tests_fuzz_space_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
tests_fuzz_space_LDADD = $(fuzz_libs)
tests_fuzz_space_LDFLAGS = $(fuzz_ldflags)

# FUZZ_SECONDS for each target.
check-fuzz:
	+@$(call sanitizer_build,fuzz,$(fuzz_flags),,$(fuzz_targets))
	@cd fuzz && top_srcdir='$(abs_top_srcdir)' $(SHELL) $(tests)/fuzz/run.sh $(fuzz_targets)

# ---- planted faults ----

# The faults of tests/planted/, each in a copy of the tree where its check must catch it: half an
# hour. FAULTS="NAME..." chooses; LIST=1 only prints the table of faults.
check-planted:
	+@$(SHELL) $(tests)/planted/run.sh $(if $(LIST),--list) $(FAULTS)
.PHONY: check-fuzz check-planted

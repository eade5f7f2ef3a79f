# What `make check` builds and runs. Makefile.am includes this file. The checks that take longer are
# in tests/slow/checks.mk, and tests/README.md says where a new test goes.

tests = $(abs_top_srcdir)/tests

# ---- test programs ----

# The bodies are compiled into two drivers: Criterion, which runs each test in a process of its own,
# and a runner that never forks, so that sanitizers, valgrind and qemu can follow it.
test_bodies = \
	tests/unit/test.h tests/unit/statistics.c tests/unit/statistics.h \
	tests/unit/support.c tests/unit/test_abi.c tests/unit/test_arguments.c \
	tests/unit/test_density.c tests/unit/test_described.c tests/unit/test_designs.c \
	tests/unit/test_discrepancy.c \
	tests/unit/test_domain.c tests/unit/test_encode.c tests/unit/test_environment.c \
	tests/unit/test_errors.c tests/unit/test_exhaustive.c tests/unit/test_fingerprint.c \
	tests/unit/test_golden.c tests/unit/test_guard.c tests/unit/test_identity.c \
	tests/unit/test_indices.c tests/unit/test_json.c tests/unit/test_kind.c \
	tests/unit/test_lhs.c \
	tests/unit/test_masses.c tests/unit/test_memory.c \
	tests/unit/test_mixture.c tests/unit/test_names.c \
	tests/unit/test_native.c tests/unit/test_nearest.c tests/unit/test_normal.c \
	tests/unit/test_numbers.c \
	tests/unit/test_random123.c tests/unit/test_reals.c tests/unit/test_realspaces.c \
	tests/unit/test_sobol.c \
	tests/unit/test_space.c tests/unit/test_stack.c tests/unit/test_stat.c \
	tests/unit/test_steps.c tests/unit/test_stream.c tests/unit/test_weights.c \
	tests/unit/test_words.c
test_ldflags = \
	-Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=aligned_alloc -Wl,--wrap=strdup \
	-Wl,--wrap=free
test_libs = libhyspace_json_all.la libhyspace_all.la librandom123.la $(XXHASH_LIBS) -lpthread
test_cppflags = \
	$(AM_CPPFLAGS) $(JANSSON_CFLAGS) $(XXHASH_CFLAGS) -DHYS_TEST_DATA='"$(tests)/data"' \
	-DHYS_TEST_LOCALES='"$(abs_builddir)/tests/locales"'

# Locales with a decimal comma. Without localedef they are not made, and the next make check
# tries again.
check_DATA = tests/locales/made
tests/locales/made:
	@$(SHELL) $(tests)/tools/locales.sh tests/locales && \
	  test -d tests/locales/de_DE.UTF-8 && touch $@ || :

# Random123's ARS needs AES instructions. Its flags are at the head of Makefile.am.
check_LTLIBRARIES = librandom123.la
librandom123_la_SOURCES = tests/unit/oracle_random123.c tests/unit/oracle_random123.h
librandom123_la_CPPFLAGS = $(AM_CPPFLAGS)

check_PROGRAMS = \
	tests/plain tests/prove_exp2 tests/three_spaces tests/first tests/table tests/from_file \
	tests/kinds tests/cut
tests_plain_SOURCES = tests/unit/runner_plain.c $(test_bodies)
tests_plain_CPPFLAGS = $(test_cppflags)
tests_plain_LDADD = $(test_libs)
tests_plain_LDFLAGS = -no-install $(test_ldflags)

if CRITERION
check_PROGRAMS += tests/criterion
tests_criterion_SOURCES = $(test_bodies)
tests_criterion_CPPFLAGS = $(test_cppflags) $(CRITERION_CFLAGS) -DTEST_CRITERION
tests_criterion_LDADD = $(test_libs) $(CRITERION_LIBS)
tests_criterion_LDFLAGS = -no-install $(test_ldflags)
endif

tests_prove_exp2_SOURCES = tests/unit/prove_exp2.c
tests_prove_exp2_CPPFLAGS = $(AM_CPPFLAGS) $(MPFR_CFLAGS)
tests_prove_exp2_LDADD = $(MPFR_LIBS)

# The examples are built as a user builds them: from public headers, with the shared library.
tests_three_spaces_SOURCES = examples/three_spaces.c
tests_three_spaces_LDADD = libhyspace.la
tests_first_SOURCES = examples/first.c
tests_first_LDADD = libhyspace.la
tests_table_SOURCES = examples/table.c
tests_table_LDADD = libhyspace.la
tests_kinds_SOURCES = examples/kinds.c
tests_kinds_LDADD = libhyspace.la
tests_from_file_SOURCES = examples/from_file.c
tests_from_file_LDADD = libhyspace-json.la libhyspace.la

# The fuzz target of the program's readers, which tests/program/read.sh gives its seeds cut off and
# changed at every byte.
held_ldflags = $(test_ldflags) -Wl,--wrap=reallocarray -Wl,--wrap=vasprintf
readers_sources = \
	tests/fuzz/readers.c tests/fuzz/fuzz.h tests/fuzz/program.h $(cli_base) $(cli_tables) \
	$(cli_formats) $(cli_output)
readers_cppflags = $(AM_CPPFLAGS) $(JANSSON_CFLAGS) -Dexit=fuzz_exit
tests_cut_SOURCES = tests/fuzz/cut_seeds.c $(readers_sources)
tests_cut_CPPFLAGS = $(readers_cppflags)
tests_cut_LDADD = $(test_libs)
tests_cut_LDFLAGS = -no-install $(held_ldflags)

# ---- scripts ----

script_tests = \
	tests/program/cli.sh tests/program/describe.sh tests/program/designs.sh \
	tests/program/failing_calls.sh tests/program/failing_memory.sh tests/program/hdf5.sh \
	tests/program/manual.sh tests/program/output.sh tests/program/read.sh \
	tests/program/transcripts.sh \
	tests/build/abi.sh tests/build/circles.sh tests/build/environment.sh \
	tests/build/exports.sh tests/build/format.sh tests/build/harness.sh \
	tests/build/headers.sh tests/build/isa_env.sh tests/build/isolation.sh \
	tests/build/models.sh tests/build/pairing.sh tests/build/pins.sh \
	tests/build/quickstart.sh tests/build/race.sh tests/build/spack.sh \
	tests/languages/cpp.sh tests/languages/examples.sh tests/languages/fortran.sh \
	tests/languages/guide.sh tests/languages/python.sh tests/languages/tpe.sh \
	tests/languages/worlds.sh

# ---- make check ----

# Where Criterion runs the bodies in full, the plain runner has the short budget.
TESTS = tests/plain tests/prove_exp2
if CRITERION
TESTS += tests/criterion
plain_budget = export HYS_TEST_BUDGET="$${HYS_TEST_BUDGET-short}";
endif
TESTS += $(script_tests)
TEST_EXTENSIONS = .sh
SH_LOG_DRIVER = $(tap_driver)
LOG_DRIVER = $(tap_driver)
tap_driver = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh --comments

# What the tests find in their environment.
test_environment = \
	CRITERION_OUTPUTS=tap:- top_srcdir='$(abs_top_srcdir)' \
	top_builddir='$(abs_top_builddir)' HYSPACE='$(abs_top_builddir)/hyspace' \
	LIBHYSPACE='$(abs_top_builddir)/.libs/libhyspace.so' \
	LIBHYSPACE_JSON='$(abs_top_builddir)/.libs/libhyspace-json.so' \
	CC='$(CC)' CXX='$(CXX)' FC='$(FC)' FCFLAGS='$(FCFLAGS)' HYS_FCFLAGS='$(HYS_FCFLAGS)' \
	HYS_BASELINE_FLAGS='$(filter -march=% -mavx%,$(CFLAGS) $(CPPFLAGS) $(CC))' \
	XXHASH_CFLAGS='$(XXHASH_CFLAGS)' XXHASH_LIBS='$(XXHASH_LIBS)' \
	JANSSON_CFLAGS='$(JANSSON_CFLAGS)' AWK='$(AWK)' \
	SANITIZE='$(filter -fsanitize=%,$(CFLAGS) $(CC))'
AM_TESTS_ENVIRONMENT = \
	export $(test_environment); $(if $(filter tests/plain.log,$@),$(plain_budget))

# The closing lines over all test programs.
check-summary:
	@find tests \( -name '*.trs' -o -name '*.log' \) ! -path 'tests/*/*/*' | \
	  xargs $(AWK) -f $(tests)/tools/summary.awk

# A table of all tests: what each one holds, by the comment at the head of its file.
check-list:
	@cd $(top_srcdir) && $(AWK) -f tests/tools/list.awk tests/unit/test_*.c \
	  tests/unit/prove_exp2.c $(script_tests) tests/build/installcheck.sh \
	  tests/build/new-kind.sh tests/slow/check_*.c tests/slow/*.sh tests/fuzz/[!f]*.c \
	  tests/planted/run.sh
.PHONY: check-summary check-list

# Consumers of each kind, built from the installed tree alone. A staged tree is checked by
# make installcheck DESTDIR=...
installcheck-local:
	@DESTDIR='$(DESTDIR)' libdir='$(libdir)' bindir='$(bindir)' docdir='$(docdir)' \
	  top_srcdir='$(abs_top_srcdir)' CC='$(CC)' CXX='$(CXX)' FC='$(FC)' \
	  PKG_CONFIG='$(PKG_CONFIG)' PACKAGE_VERSION='$(PACKAGE_VERSION)' \
	  $(SHELL) $(tests)/build/installcheck.sh

# Writes the committed description of the libraries' interfaces again, with which
# tests/build/abi.sh compares.
update-abi: libhyspace.la libhyspace-json.la
	$(AM_TESTS_ENVIRONMENT) UPDATE=1 $(SHELL) $(tests)/build/abi.sh
.PHONY: update-abi

# ---- the tarball ----

EXTRA_DIST += \
	$(script_tests) tests/README.md tests/data tests/planted \
	tests/program/describe_model.py tests/program/failing_memory.c \
	tests/program/hdf5_files.py tests/program/other_readers.py \
	tests/build/environment_host.c tests/build/exports.txt tests/build/exports_json.txt \
	tests/build/installcheck.sh tests/build/new-kind.sh tests/build/pins_wrong_layer.c \
	tests/build/pins_wrong_sleef.c tests/build/spack_check.py \
	tests/languages/cpp.cpp tests/languages/digests tests/languages/engines.txt \
	tests/languages/fortran.f90 tests/languages/guide.py tests/languages/tpe.py \
	tests/tools/joe_kuo.py \
	tests/tools/list.awk tests/tools/locales.sh tests/tools/normal_rows.py \
	tests/tools/numpy_python.sh tests/tools/tail_series.py \
	tests/tools/sentences.awk tests/tools/summary.awk tests/tools/tap.sh \
	tests/fuzz/corpus tests/fuzz/run.sh tests/fuzz/words.dict \
	tests/slow/designs.py tests/slow/emulated.sh tests/slow/flags.sh tests/slow/foreign.sh \
	tests/slow/long.sh tests/slow/msan.h tests/slow/peers.py tests/slow/peers.sh \
	tests/slow/sanitize.ignore tests/slow/supply.sh

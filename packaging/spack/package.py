"""hyspace for Spack, 1.0 or an earlier one. From a clone of the sources or an unpacked tarball:

    spack repo create ~/hyspace-repo hyspace            # once; it says where its packages lie
    spack repo add ~/hyspace-repo
    cp packaging/spack/package.py ~/hyspace-repo/packages/hyspace/
    spack dev-build hyspace@0.1.0
"""

try:
    from spack_repo.builtin.build_systems.autotools import AutotoolsPackage
except ImportError:  # before Spack 1.0 spack.package has it
    pass
from spack.package import *


class Hyspace(AutotoolsPackage):
    """Samples of hyperparameter search spaces in bulk, with the same bits on every CPU, compiler,
    split and rank; on the JAX streams they are the bits of jax.random and hyperoptax."""

    license("Apache-2.0")
    manual_download = True  # no place to fetch from: spack dev-build

    version("0.1.0")

    variant("shared", default=True, description="Shared libraries")
    variant("static", default=True, description="Archives")
    variant("fortran", default=True, description="Modules for Fortran 2018")
    conflicts("~shared ~static", msg="hyspace: one of shared and static, at least")

    depends_on("c", type="build")
    depends_on("cxx", type="build")  # of the tests alone
    depends_on("fortran", type="build", when="+fortran")
    depends_on("pkgconfig", type="build")
    with default_args(type="build"):  # of a clone; a tarball has configure
        depends_on("autoconf@2.71:")
        depends_on("automake@1.16:")
        depends_on("libtool")
        depends_on("m4")
    # hyspace verify names a SLEEF whose bits are others: 3.5.1, 3.6.1 and 3.9.0 have the same.
    depends_on("sleef@3.5.1:")
    depends_on("xxhash@0.8:")
    depends_on("jansson@2.11:")

    def autoreconf(self, spec, prefix):
        Executable("./bootstrap")()

    def configure_args(self):
        # Flags are the wrapper's: hyspace adds -ffp-contract=off and has a row of kernels for each
        # instruction set.
        return (
            ["--without-bash-completion-dir"]
            + self.enable_or_disable("shared")
            + self.enable_or_disable("static")
            + (self.enable_or_disable("fortran"))
        )

    def check(self):
        with working_dir(self.build_directory):
            make(
                "check",
                "HYS_TEST_BUDGET=short",
                "TESTS=tests/plain tests/program/cli.sh tests/build/pins.sh",
            )

    @run_after("install")
    @on_package_attributes(run_tests=True)
    def verify(self):
        Executable(self.prefix.bin.hyspace)("verify", "--isa", "all")

"""Compares the Spack package with this configure.ac, with Spack's directives replaced by functions
that record their arguments: its version is ours, configure knows every switch that it gives and
looks for every library that it asks for. TAP."""

import contextlib
import os
import re
import sys
import types

top = os.environ["top_srcdir"]
said = {}


class Recorded:
    def enable_or_disable(self, variant):
        return [f"--enable-{variant}" if variant in self.wanted else f"--disable-{variant}"]


def directive(name):
    return lambda *words, **options: said.setdefault(name, []).append((words, options))


def decorator(*_words, **_options):
    return lambda function: function


spack = types.ModuleType("spack.package")
for name in "license version variant conflicts depends_on".split():
    setattr(spack, name, directive(name))
spack.run_after = spack.on_package_attributes = decorator
spack.default_args = lambda **_options: contextlib.nullcontext()
spack.AutotoolsPackage = Recorded
spack.Executable = spack.make = spack.working_dir = None
sys.modules.update({"spack": types.ModuleType("spack"), "spack.package": spack})

with open(f"{top}/packaging/spack/package.py") as file:
    space = {}
    exec(compile(file.read(), file.name, "exec"), space)
with open(f"{top}/configure.ac") as file:
    configure = file.read()

print("1..4")
count = 0


def result(good, name):
    global count
    count += 1
    print("ok" if good else "not ok", count, "- spack:", name)


version = re.search(r"AC_INIT\(\[hyspace\], \[([^]]*)\]", configure).group(1)
result([words for words, _ in said["version"]] == [(version,)], f"the version is {version}")

# LT_INIT gives shared and static.
known = set(re.findall(r"AC_ARG_(?:ENABLE|WITH)\(\[([a-z0-9-]+)\]", configure)) | {
    "shared",
    "static",
}
variants = {words[0] for words, _ in said["variant"]}
package = space["Hyspace"]()
switches = set()
for package.wanted in (variants, set()):
    switches |= {
        re.sub("^--(enable|disable|with|without)-", "", switch)
        for switch in package.configure_args()
    }
result(switches and switches <= known, "configure knows " + ", ".join(sorted(switches)))
result(variants and variants <= switches, "every variant reaches configure")

wanted = {
    re.sub("^lib", "", name)
    for name in re.findall(r"PKG_CHECK_MODULES\(\[\w+\], \[([a-z]+)[^]]*\]\)", configure)
}
given = {re.sub("@.*", "", words[0]) for words, _ in said["depends_on"]}
result(len(wanted) == 3 and wanted <= given, "it asks for " + ", ".join(sorted(wanted)))

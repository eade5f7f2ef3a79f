"""Runs the pages docs/guide/*.md: their sessions at the prompts of a shell and of Python give what
they show, the two sides of each line of porting.md agree as it says, and headers.md names every
header. TAP; tests/languages/guide.sh runs it.

A page is typed at the top of the sources, in order, in a folder of its own:

    ```console                    each line "$ COMMAND" is run, and must print the lines under it
    ```python with >>>            a doctest; one set of names a page
    ```{code-block} LANGUAGE      with ":caption: FILE": becomes that file
    ```{literalinclude} FILE      is there already
    ```sh, ```text                not run: what installs, or needs a cluster

Any other block of a program is an error, since nothing would run it. A block that needs a tool or a
Python package that is not here is skipped and counted. Arguments are the pages to try; without
them, all. UPDATE=1 (make update-guide) writes what commands print into the pages: read what git
diff says.
"""

import ast
import doctest
import importlib
import os
import pathlib
import re
import shutil
import site
import subprocess
import sys
import tempfile
import warnings

TOP, BUILD = (pathlib.Path(os.environ[name]).resolve() for name in ("top_srcdir", "top_builddir"))
GUIDE = TOP / "docs/guide"
UPDATE = os.environ.get("UPDATE")
FENCE = re.compile(r"^```(\{?[\w-]*\}?)[ ]*([^\n]*)\n(.*?)^```$", re.M | re.S)
NOT_RUN = {"sh", "text", "{include}"}


class Skip(Exception):
    """A test that is left out; its text completes "skipped because"."""


# The Debian packages of commands whose names differ.
PACKAGE = {
    "mpicc": "libopenmpi-dev",
    "mpifort": "libopenmpi-dev",
    "mpirun": "openmpi-bin",
    "h5dump": "hdf5-tools",
    "xxhsum": "xxhash",
}


def absent_reason(modules):
    names = sorted({name.partition(".")[0] for name in modules})
    return f"the Python package {' or '.join(names)} is not installed"


# ---- a user's machine: this build in the place of an installed one ----


def shim(folder, name, command):
    file = folder / name
    file.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
    file.chmod(0o755)


def machine(folder):
    """The environment of commands: the compilers of this build under their usual names, and its
    libraries as if they were installed."""
    (folder / "bin").mkdir()
    (folder / "pc").mkdir()
    for name, command in {
        "hyspace": os.environ["HYSPACE"],
        "python3": sys.executable,
        "cc": os.environ.get("CC"),
        "c++": os.environ.get("CXX"),
        "gfortran": os.environ.get("FC"),
    }.items():
        program, *options = (command or "").split() or [""]
        if shutil.which(program):  # by its path: a name may be the shim's own
            shim(folder / "bin", name, " ".join([shutil.which(program), *options]))
    for file in BUILD.glob("*.pc"):
        if file.name != "hyspace-fortran.pc" or (BUILD / "libhyspace-fortran.la").exists():
            text = file.read_text()
            for variable, place in {
                "libdir": BUILD / ".libs",
                "includedir": TOP / "include",
                "fortrandir": BUILD,
            }.items():
                text = re.sub(rf"^{variable}=.*", f"{variable}={place}", text, flags=re.M)
            (folder / "pc" / file.name).write_text(text)
    return {
        **os.environ,
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "LD_LIBRARY_PATH": str(BUILD / ".libs"),
        "COLUMNS": "80",
        "PKG_CONFIG_PATH": f"{folder / 'pc'}:{os.environ.get('PKG_CONFIG_PATH', '')}",
        "OMPI_ALLOW_RUN_AS_ROOT": "1",
        "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
        "OMPI_MCA_rmaps_base_oversubscribe": "1",
        "HOME": str(folder),
        "PYTHONUSERBASE": site.getuserbase(),
    }  # Ray keeps a token at home


def missing_packages(source):
    """Names of the packages that a Python program imports and this Python has not, or not whole."""
    names = {
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {node.module for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)}

    def there(name):
        try:
            importlib.import_module(name)
            return True
        except ImportError:
            return name.startswith("hyspace")  # ours has to be

    return sorted(name for name in names if not there(name))


# ---- pages ----


class Page:
    def __init__(self, path, folder):
        self.path, self.folder, self.text = path, folder, path.read_text()
        self.environment, self.names, self.skipped = machine(folder), {}, False
        for name in ("docs", "examples", "tests"):
            (folder / name).symlink_to(TOP / name)

    def run(self):
        """A test's name and function for each block that is run."""
        for block in FENCE.finditer(self.text):
            language, argument, body = block.groups()
            line = self.text[: block.start()].count("\n") + 1
            caption = re.match(r":caption: *(\S+)\n\n", body)
            if language == "{code-block}" and caption:
                (self.folder / caption[1]).write_text(body[caption.end() :])
            elif language == "console":
                yield f"line {line}, {body.splitlines()[0][2:60]}", lambda: self.console(
                    block[0], body
                )
            elif language == "python" and body.startswith(">>>"):
                yield f"line {line}, Python", lambda: self.python(body)
            elif language == "{literalinclude}":
                yield f"line {line}, {pathlib.Path(argument).name} is there", lambda: self.there(
                    argument
                )
            elif language not in NOT_RUN and (language, self.path.name) != (
                "python",
                "porting.md",
            ):  # section runs those
                yield f"line {line}", lambda: self.refuse(language)

    def refuse(self, language):
        raise AssertionError(f"a block {language!r} that nothing runs")

    def there(self, argument):
        assert (self.path.parent / argument).is_file(), f"no file {argument}"

    def needs(self, command):
        """Raises Skip where a command cannot be run here."""
        for words in (part.split() for part in re.split(r"\||&&|;|\$\(", command)):
            words = [word for word in words if not re.match(r"\w+=", word)]
            if not words or words[0].startswith("./"):
                if words and self.skipped and not (self.folder / words[0]).exists():
                    raise Skip(f"{words[0]} was not built")
            elif self.sh(f"command -v {words[0]}").returncode:
                raise Skip(f"{PACKAGE.get(words[0], words[0])} is not installed")
            if "--plot" in words and self.sh("command -v gnuplot").returncode:
                raise Skip("gnuplot-nox is not installed")
            if "hyspace-fortran" in words and not (self.folder / "pc/hyspace-fortran.pc").exists():
                raise Skip("gfortran is not installed, or configure was told --disable-fortran")
            if (
                "-fopenmp" in words
                and self.sh(
                    "echo 'int main(void) { return 0; }' >omp.c && cc -fopenmp omp.c -o omp"
                ).returncode
            ):
                raise Skip("this compiler has no OpenMP")
            if words and words[0] == "python3" and len(words) > 1 and words[1].endswith(".py"):
                absent = missing_packages((self.folder / words[1]).read_text())
                if absent:
                    raise Skip(absent_reason(absent))

    def sh(self, command):
        return subprocess.run(
            ["timeout", "300", "sh", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    def console(self, block, body):
        session = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", body, flags=re.M)
        try:
            for command, _ in session:
                self.needs(command)
        except Skip:
            self.skipped = True
            raise
        printed, failed = "", []
        for command, shown in session:
            done = self.sh(command)
            printed += f"$ {command}\n{done.stdout}"
            # A command that is shown to fail says why, on standard output.
            if (
                done.returncode
                and not command.endswith("2>&1")
                or done.stdout != shown
                and not UPDATE
            ):
                failed.append(
                    f"$ {command}\nexit status {done.returncode}, printed\n"
                    f"{done.stdout}{done.stderr}shown\n{shown}"
                )
        if UPDATE:
            self.text = self.text.replace(block, block.replace(body, printed))
            self.path.write_text(self.text)
        assert not failed, "\n".join(failed)

    def python(self, body):
        absent = missing_packages(
            "import numpy\n" + "\n".join(re.findall(r"^>>> ((?:import|from) .*)", body, flags=re.M))
        )
        if absent:
            raise Skip(absent_reason(absent))
        lines, before = [], os.getcwd()
        os.chdir(self.folder)
        try:
            runner = doctest.DocTestRunner(verbose=False)
            test = doctest.DocTestParser().get_doctest(body, self.names, self.path.name, None, 0)
            with warnings.catch_warnings():
                runner.run(test, out=lines.append, clear_globs=False)
        finally:
            os.chdir(before)
        self.names = test.globs
        assert not runner.failures, "".join(lines)


# ---- porting: the two sides of a line ----

AGAIN = {"Optuna": "trial = study.ask()"}  # what a line draws from again


def draws(cell, names, again):
    """Numbers or names drawn by the expression of a cell: an array, a distribution of some package,
    or a single draw."""
    import hyspace as hy
    import numpy as np

    value = eval(cell, names)
    if isinstance(value, list):
        value = hy.as_space(value)
    if isinstance(value, hy.Space):
        samples = value.sample_range(0, 40_000, key=3)
        return np.array(value.labels)[samples] if isinstance(value, hy.LabelsSpace) else samples
    if hasattr(value, "sample_value"):  # ConfigSpace
        return np.array(value.sample_value(40_000, seed=np.random.RandomState(1)))
    if type(value).__module__.startswith("hyperopt."):
        from hyperopt.pyll import stochastic

        generator = np.random.default_rng(1)
        return np.array([stochastic.sample(value, generator) for _ in range(2000)])
    if type(value).__module__.startswith("ray.tune."):
        return np.array(value.sample(size=40_000))
    if isinstance(value, (int, float, str)):
        return np.array([(exec(again, names), eval(cell, names))[1] for _ in range(2000)])
    return value


def same_bits(left, right):
    import numpy as np

    left, right = np.asarray(left), np.asarray(right)
    return (
        left.dtype == right.dtype
        and left.shape == right.shape
        and left.tobytes() == right.tobytes()
    )


def same_law(left, right):
    """Whether two samples are of one law: by chi-square where they have few values, else by
    Kolmogorov and Smirnov's distance. Two of one law fail once in 10^5 pairs."""
    import numpy as np

    left, right = (np.sort(np.asarray(side).ravel()) for side in (left, right))
    if min(len(left), len(right)) < 2000:
        return False
    places = np.concatenate([left, right])
    values = np.unique(places)
    if len(values) == 1:
        return True
    if len(values) <= 100:
        a, b = (
            np.array([np.count_nonzero(side == value) for value in values])
            for side in (left, right)
        )
        chi, freedom = (
            (a / len(left) - b / len(right)) ** 2 * len(left) * len(right) / (a + b)
        ).sum(), len(values) - 1
        return (
            chi < freedom * (1 - 2 / (9 * freedom) + 4.3 * (2 / (9 * freedom)) ** 0.5) ** 3
        )  # Wilson and Hilferty's quantile
    distance = np.abs(
        np.searchsorted(left, places, "right") / len(left)
        - np.searchsorted(right, places, "right") / len(right)
    ).max()
    return distance < 2.47 * (1 / len(left) + 1 / len(right)) ** 0.5


def agree(how, left, right):
    if isinstance(left, dict):  # RandomSearch's columns
        return all(agree(how, left[name], right[name]) for name in left)
    return {"bits": same_bits, "law": same_law}[how](left, right)


def raw_samples(word):
    """Some samples of a word, as the program gives their bytes."""
    command = [os.environ["HYSPACE"], "sample", word, "-n", "64", "--seed", "3", "-f", "raw"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True)
    assert not done.returncode, done.stderr.decode()
    return done.stdout


def samples_of(cell, names):
    import hyspace as hy

    return hy.as_space(eval(cell, names)).sample_range(0, 64, key=3)


def words(text):
    """The words of a section whose package is no Python package."""
    cells = re.findall(r"^\| .* \| `(\w+(?::[^`]*)?)` \|$", text, flags=re.M)
    assert cells, "no words"
    for word in cells:
        raw_samples(word)


def section(title, text):
    setup, *_ = re.findall(r"^```python\n(.*?)^```", text, flags=re.M | re.S)
    absent = missing_packages(setup)
    if absent:
        raise Skip(absent_reason(absent))
    names, wrong = {}, []
    try:
        exec(setup, names)
    except ImportError as error:  # a part of a package that is an extra
        raise Skip(str(error).splitlines()[0])
    lines = re.findall(r"^\| `(.*?)` \| `(.*?)` \|(?: `(.*?)` \|)? (.*?) \|$", text, flags=re.M)
    assert lines, "no line to compare"
    for left, right, word, how in lines:
        try:
            again = AGAIN.get(title, "")
            exec(setup if again else "", names)
            if not agree(how, draws(left, names, again), draws(right, names, "")):
                wrong.append(f"{left} and {right} do not agree ({how})")
            if word and raw_samples(word) != samples_of(right, names).tobytes():
                wrong.append(f"{right} and {word} are not the same space")
        except Exception as error:
            wrong.append(f"{left} or {right}: {type(error).__name__}: {error}")
    assert not wrong, "\n".join(wrong)


# ---- all of it ----


def headers():
    text = (GUIDE / "headers.md").read_text()
    absent = [
        file.name
        for file in (TOP / "include").rglob("*.h*")
        if f"include/{file.relative_to(TOP / 'include')}\n" not in text
    ]
    assert not absent, f"headers.md does not show {', '.join(absent)}"


def pictures():
    large = [file.name for file in GUIDE.glob("pictures/*") if file.stat().st_size > 60 * 1024]
    assert not large, f"larger than 60 KiB: {', '.join(large)}"


def tests():
    for path in sorted(GUIDE.glob("[!_]*.md")):
        if sys.argv[1:] and path.name not in sys.argv:
            continue
        with tempfile.TemporaryDirectory() as folder:
            yield from (
                (f"{path.name} {name}", test)
                for name, test in Page(path, pathlib.Path(folder)).run()
            )
    for text in (GUIDE / "porting.md").read_text().split("\n## ")[1:]:
        if sys.argv[1:] and "porting.md" not in sys.argv:
            break
        title, _, rest = text.partition("\n")
        if "```python\n" in rest:
            yield f"porting.md, {title}", lambda: section(title, rest)
        elif "| word |" in rest:
            yield f"porting.md, {title}", lambda: words(rest)
    yield "headers.md names every header", headers
    yield "pictures are small", pictures


def main():
    n = 0
    for n, (name, test) in enumerate(tests(), 1):
        name = name.replace("#", "")
        try:
            test()
            print(f"ok {n} - guide: {name}", flush=True)
        except Skip as reason:
            print(f"ok {n} - guide: {name} # SKIP {reason}", flush=True)
        except Exception as error:
            print(
                "".join(f"# {line}\n" for line in f"{type(error).__name__}: {error}".splitlines()),
                end="",
            )
            print(f"not ok {n} - guide: {name}", flush=True)
    print(f"1..{n}")


main()

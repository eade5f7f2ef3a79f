"""Compares Sobol designs with scipy.stats.qmc.Sobol and with torch's SobolEngine. make
check-designs runs it.

    designs.py [--bad] [--scrambles N] [WORD...]
    designs.py --curves FILE

The sequence itself must agree with theirs bit for bit in all 21 201 dimensions, at 64 bits with
scipy's and at 30 with torch's. The scrambled designs must integrate as well as scipy's scrambled
one: for each of Genz's six families of functions, 2 to 50 dimensions and 64 to 4096 points, the
root of the mean squared error over N scrambles (128) is compared, and the geometric mean of all
ratios must be at most 1.05. Seeds are fixed, so that a run gives the same figures everywhere.

--bad compares each dimension with its neighbour's, and puts the design that is only shifted in the
place of the scrambled ones; every line must then fail. A WORD chooses lines that have it. A package
that is not installed skips its lines, and says so. --curves writes the errors that
docs/guide/designs.md shows, for five dimensions (make update-curves).
"""

import argparse
import importlib.metadata
import sys

import numpy as np

import hyspace as hy

DIMENSIONS = 21201
WORST = 1.05  # the ratio of errors that fails
SCRAMBLES = 128
SIZES = (64, 256, 1024, 4096)
WIDTHS = (2, 5, 10, 20, 50)


def engine(*arguments, **options):
    from scipy.stats import qmc

    return qmc.Sobol(*arguments, **options)


def words(dim, first, n):
    return hy.bits(first, n, stream="sobol_plain", dim=dim, dtype=np.uint64)


def verdict(wrong, compared):
    return wrong == 0 and compared > 0, f"{compared} dimensions, {wrong} of them differ"


# ---- the sequence ----


def differing_doubles(theirs, first, bad):
    """The same of scipy's doubles, which are 64 bits rounded to 53; ours are rounded in the same
    way."""
    n, dimensions = theirs.shape
    return sum(
        not np.array_equal(words((dim + bad) % DIMENSIONS, first, n) * 2.0**-64, theirs[:, dim])
        for dim in range(dimensions)
    )


def scipy_first_rows(bad, _):
    theirs = engine(DIMENSIONS, scramble=False, bits=64).random(512)
    return verdict(differing_doubles(theirs, 0, bad), DIMENSIONS)


def scipy_directions(bad, _):
    """All 64 direction numbers of every dimension: rows 2^(k+1) - 1, whose Gray code is 2^k."""
    theirs = engine(DIMENSIONS, scramble=False, bits=64)._sv.astype(np.uint64)
    wrong = 0
    for k in range(64):
        row = 2 ** (k + 1) - 1
        ours = np.array([words(dim, row, 1)[0] for dim in range(DIMENSIONS)])
        wrong += np.count_nonzero(np.roll(ours, bad) != theirs[:, k])
    return wrong == 0, f"{DIMENSIONS} dimensions, {wrong} of {64 * DIMENSIONS} numbers differ"


def scipy_far_rows(bad, _):
    """Rows about 3e8, 2^32, 2^40 and 2^62. scipy's engine is put there by its state and left to go
    on, since its fast_forward does not work at 64 bits."""
    dimensions, n, wrong, compared = 300, 400, 0, 0
    for first in (3 * 10**8, 2**32 - 200, 2**40 - 200, 2**62 - 200):
        sobol = engine(dimensions, scramble=False, bits=64)
        gray = (first - 1) ^ (first - 1) >> 1  # its state is the last point that it gave
        for k in range(64):
            if gray >> k & 1:
                sobol._quasi ^= sobol._sv[:, k]
        sobol.num_generated = first
        wrong += differing_doubles(sobol.random(n), first, bad)
        compared += dimensions
    return verdict(wrong, compared)


def torch_first_rows(bad, _):
    import torch

    n, bits = 512, torch.quasirandom.SobolEngine.MAXBIT
    sobol = torch.quasirandom.SobolEngine(DIMENSIONS)
    theirs = sobol.draw(n, dtype=torch.float64).numpy() * 2.0**bits
    wrong = sum(
        not np.array_equal(words((dim + bad) % DIMENSIONS, 0, n) >> np.uint64(64 - bits), column)
        for dim, column in enumerate(theirs.T)
    )
    return verdict(wrong, DIMENSIONS)


# ---- Genz's families ----

# Each is a function of points x with parameters a and u, and its integral over the unit cube. The
# a of a family have the sum that Genz took for it.


def oscillatory(a, u):
    exact = np.exp(2j * np.pi * u[0]) * np.prod((np.exp(1j * a) - 1) / (1j * a))
    return lambda x: np.cos(2 * np.pi * u[0] + x @ a), exact.real


def product_peak(a, u):
    exact = np.prod(a * (np.arctan(a * (1 - u)) + np.arctan(a * u)))
    return lambda x: 1 / np.prod(a**-2 + (x - u) ** 2, axis=1), exact


def corner_peak(a, u):
    from scipy import integrate, special

    d = len(a)

    def density(t):
        return np.exp(np.sum(np.log(-np.expm1(-a * t) / a)) - t - special.gammaln(d + 1))

    exact = sum(
        integrate.quad(density, *part, epsabs=0, epsrel=1e-12, limit=200)[0]
        for part in ((0, d / 2), (d / 2, 2 * d), (2 * d, 8 * d + 200))
    )
    return lambda x: (1 + x @ a) ** -(d + 1.0), exact


def gaussian(a, u):
    from scipy import special

    exact = np.prod(np.sqrt(np.pi) / (2 * a) * (special.erf(a * (1 - u)) + special.erf(a * u)))
    return lambda x: np.exp(-(((x - u) * a) ** 2).sum(axis=1)), exact


def continuous(a, u):
    exact = np.prod((2 - np.exp(-a * u) - np.exp(-a * (1 - u))) / a)
    return lambda x: np.exp(-np.abs(x - u) @ a), exact


def discontinuous(a, u):
    cut = np.where(np.arange(len(a)) < 2, u, 1)
    exact = np.prod(np.expm1(a * cut) / a)
    return lambda x: np.where((x[:, :2] > u[:2]).any(axis=1), 0, np.exp(x @ a)), exact


FAMILIES = (
    (oscillatory, 9.0),
    (product_peak, 7.25),
    (corner_peak, 1.85),
    (gaussian, 7.03),
    (continuous, 20.4),
    (discontinuous, 4.3),
)


def functions(d):
    """A function of each family with its integral."""
    rng = np.random.default_rng(d)
    for family, difficulty in FAMILIES:
        a, u = rng.random(d), rng.random(d)
        yield family(a * difficulty / a.sum(), u)


def points_of_scipy(d, n, seed):
    return engine(d, rng=seed).random(n)


def points_of(stream, **design):
    def points(d, n, seed):
        x = np.empty((d, n))
        for dim in range(d):
            hy.unit(0, n, key=seed, stream=stream, dim=dim, out=x[dim], **design)
        return x.T

    return points


def errors_of(d, sizes, scrambles, points, first=0):
    """For each family and size the root of the mean squared relative error of the mean over so many
    rows from the first one on."""
    cases = list(functions(d))
    squares = np.zeros((len(cases), len(sizes)))
    for seed in range(scrambles):
        x = np.ascontiguousarray(points(d, first + sizes[-1], seed)[first:])
        for case, (function, exact) in enumerate(cases):
            sums = np.cumsum(function(x))
            squares[case] += (sums[np.array(sizes) - 1] / sizes / exact - 1) ** 2
    return np.sqrt(squares / scrambles)


def errors(points, scrambles):
    return np.array([errors_of(d, SIZES, scrambles, points) for d in WIDTHS])


def as_exact_as_scipy(stream):
    def line(bad, scrambles):
        ours = errors(points_of("sobol_shift" if bad else stream), scrambles)
        logs = np.log(ours / scipy_errors(scrambles))
        ratio = np.exp(logs.mean())
        by_family = " ".join(
            f"{family.__name__} {np.exp(logs[:, k].mean()):.2f}"
            for k, (family, _) in enumerate(FAMILIES)
        )
        return ratio <= WORST, f"{logs.size} cases, errors {ratio:.3f} of scipy's ({by_family})"

    return line


def scipy_errors(scrambles, known={}):
    if scrambles not in known:
        known[scrambles] = errors(points_of_scipy, scrambles)
    return known[scrambles]


def write_curves(path, scrambles, d=5):
    """A line for each number of rows: the geometric means of the families' errors."""

    def over_families(found):
        return np.exp(np.log(found).mean(axis=0))

    def curve(points, first=0):
        return over_families(errors_of(d, sizes, scrambles, points, first))

    sizes = sorted({round(2 ** (k / 8)) for k in range(32, 105)} | {1000})
    curves = {
        "random": curve(points_of("native")),
        "lhs": np.array(
            [
                over_families(errors_of(d, [n], scrambles, points_of("lhs", rows=n)))[0]
                for n in sizes
            ]
        ),
        "shift": curve(points_of("sobol_shift")),
        "sobol": curve(points_of("sobol")),
        "owen": curve(points_of("sobol_owen")),
        "scipy": curve(points_of_scipy),
        "skipped": curve(points_of("sobol"), first=1),  # without the first row
    }
    with open(path, "w") as file:
        print(
            f"# errors in {d} dimensions over {scrambles} keys: tests/slow/designs.py --curves",
            " ".join(["rows", *curves]),
            sep="\n",
            file=file,
        )
        for k, n in enumerate(sizes):
            print(n, *(f"{error[k]:.3e}" for error in curves.values()), file=file)


LINES = (
    ("scipy, first rows", "scipy", scipy_first_rows),
    ("scipy, direction numbers", "scipy", scipy_directions),
    ("scipy, far rows", "scipy", scipy_far_rows),
    ("torch, first rows", "torch", torch_first_rows),
    ("scipy, integrals by sobol", "scipy", as_exact_as_scipy("sobol")),
    ("scipy, integrals by sobol_owen", "scipy", as_exact_as_scipy("sobol_owen")),
)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bad", action="store_true", help="designs close to the right ones")
    parser.add_argument("--scrambles", type=int, default=SCRAMBLES)
    parser.add_argument("--curves", metavar="FILE")
    parser.add_argument("words", nargs="*", help="choose lines")
    options = parser.parse_args()
    if options.curves:
        return write_curves(options.curves, options.scrambles)
    counts = dict.fromkeys(("passed", "failed", "skipped"), 0)
    for name, package, line in LINES:
        if options.words and not any(word in name for word in options.words):
            continue
        try:
            version = importlib.metadata.version(package)
            good, text = line(int(options.bad), options.scrambles)
            result = "passed" if good else "failed"
        except (ImportError, OSError) as error:  # a library that a package needs
            result, version = "skipped", ""
            text = f"# SKIP {' '.join(str(error).split()) or package}"
        counts[result] += 1
        print(f"{result}  {name} {version}: {text}", flush=True)
    print(", ".join(f"{count} {result}" for result, count in counts.items()))
    return counts["failed"] > 0 or sum(counts.values()) == 0


sys.exit(main())

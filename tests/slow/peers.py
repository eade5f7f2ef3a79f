"""Compares our laws with those by which other packages sample: Optuna, ConfigSpace, hyperopt, Ray
Tune, and scipy.stats. make check-peers runs it.

    peers.py [--bad] [--draws N] [WORD...]

Each line below has a call of a peer and the space that docs/guide/porting.md puts in its place. The
peer's own sampler and ours draw N numbers each, a million by default; Optuna's draws a fifth of
that, since it draws one at a time. Laws with few values are compared by chi-square, others by
Kolmogorov and Smirnov's distance, in two ways: the peer's sample with ours, and the peer's sample
with our pmf or cdf. A line fails where either has a p-value below 1e-6. Seeds are fixed, so that a
run gives the same figures everywhere.

--bad puts the space of the line's last column in the place of the right one, a law close to it,
such as another contract; each line must then fail in both ways. A WORD chooses lines that have it.
A package that is not installed skips its lines, and says so.
"""

import argparse
import importlib.metadata
import math
import sys

import numpy as np

import hyspace as hy

SEED = 18
WORST = 1e-6  # p-value
FEW = 20  # draws expected in a cell at least
FINITE = 5000  # values of a finite law at most


def law(kind, **arguments):
    return kind, arguments


# ---- the peers' own samplers ----


def by_optuna(names, call, n):
    distribution = eval(call, names)
    sampler = names["optuna"].samplers.RandomSampler(seed=SEED)
    return [sampler.sample_independent(None, None, "x", distribution) for _ in range(n)]


def by_configspace(names, call, n):
    return eval(call, names).sample_value(n, seed=np.random.RandomState(SEED))


def by_hyperopt(names, call, n):
    """The node of the call that is drawn, n times at once."""
    pyll = names["pyll"]
    drawn = pyll.stochastic.implicit_stochastic_symbols
    node = next(node for node in pyll.dfs(eval(call, names)) if node.name in drawn)
    node.named_args.append(["size", pyll.as_apply((n,))])
    return pyll.stochastic.sample(node, np.random.default_rng(SEED))


def by_ray(names, call, n):
    return eval(call, names).sample(size=n, random_state=SEED)


def by_scipy(names, call, n):
    return eval(call, {**names, "n": n, "rng": np.random.default_rng(SEED)})


# ---- the lines: a peer's call, our law, a law close to it ----

# A peer's name, its package, the statements that define the names in its calls, its sampler, the
# share of the draws, and its lines.
PEERS = (
    (
        "Optuna",
        "optuna",
        "import optuna; from optuna.distributions import *",
        by_optuna,
        0.2,
        (
            (
                "FloatDistribution(0, 0.5)",
                law("linear", lower=0, upper=0.5),
                law("linear", lower=0, upper=0.49),
            ),
            (
                "FloatDistribution(1e-5, 0.1, log=True)",
                law("log", lower=1e-5, upper=0.1),
                law("log", lower=1e-5, upper=0.11),
            ),
            (
                "IntDistribution(1, 7)",
                law("int", lower=1, upper=7),
                law("int", lower=1, upper=7, contract="half_ends"),
            ),
            (
                "IntDistribution(1, 10, step=3)",
                law("int", lower=1, upper=10, step=3),
                law("int", lower=1, upper=10, step=3, contract="half_ends"),
            ),
            (
                "IntDistribution(1, 9, step=3)",  # 9 is not of the grid
                law("int", lower=1, upper=9, step=3),
                law("int", lower=1, upper=10, step=3),
            ),
            (
                "IntDistribution(1, 32, log=True)",
                law("logint", lower=1, upper=32),
                law("logint", lower=1, upper=32, cells="floor"),
            ),
            (
                "IntDistribution(5, 60, log=True)",
                law("logint", lower=5, upper=60),
                law("logint", lower=5, upper=60, cells="bins"),
            ),
            (
                "FloatDistribution(0, 1, step=0.1)",
                law("linear", lower=0, upper=1, step=0.1),
                law("linear", lower=0, upper=1, step=0.1, contract="half_ends"),
            ),
            (
                "FloatDistribution(0.1, 1, step=0.25)",  # ends at 0.85
                law("linear", lower=0.1, upper=1, step=0.25),
                law("linear", lower=0.1, upper=1.1, step=0.25),
            ),
            (
                "CategoricalDistribution(['adam', 'sgd', 'lion'])",
                law("discrete", values=["adam", "sgd", "lion"]),
                law("discrete", values=["adam", "sgd", "lion"], weights=[20, 20, 21]),
            ),
            (
                "CategoricalDistribution([False, True])",
                law("bool"),
                law("discrete", values=[0, 1], weights=[25, 26]),
            ),
        ),
    ),
    (
        "ConfigSpace",
        "ConfigSpace",
        "import ConfigSpace as cs",
        by_configspace,
        1,
        (
            (
                "cs.Float('x', (0, 0.5))",
                law("linear", lower=0, upper=0.5),
                law("linear", lower=0, upper=0.49),
            ),
            (
                "cs.Float('x', (1e-5, 0.1), log=True)",
                law("log", lower=1e-5, upper=0.1),
                law("log", lower=1e-5, upper=0.11),
            ),
            (
                "cs.Integer('x', (1, 7))",
                law("int", lower=1, upper=7),
                law("int", lower=1, upper=7, contract="half_ends"),
            ),
            (
                "cs.Integer('x', (1, 32), log=True)",
                law("logint", lower=1, upper=32, cells="bins"),
                law("logint", lower=1, upper=32),
            ),
            (
                "cs.Integer('x', (5, 60), log=True)",
                law("logint", lower=5, upper=60, cells="bins"),
                law("logint", lower=5, upper=60),
            ),
            (
                "cs.Float('x', (-1, 4), distribution=cs.Normal(0.5, 2))",
                law("normal", mu=0.5, sigma=2, lower=-1, upper=4),
                law("normal", mu=0.5, sigma=2.1, lower=-1, upper=4),
            ),
            (
                "cs.Integer('x', (1, 10), distribution=cs.Normal(5, 2))",
                law("normal", mu=5, sigma=2, lower=1, upper=10, step=1, contract="bins"),
                law("normal", mu=5, sigma=2, lower=1, upper=10, step=1),
            ),
            (
                "cs.Integer('x', (4, 30), distribution=cs.Normal(20, 6))",
                law("normal", mu=20, sigma=6, lower=4, upper=30, step=1, contract="bins"),
                law("normal", mu=20, sigma=6, lower=4, upper=30, step=1),
            ),
            (
                "cs.Categorical('x', [0, 1, 2], weights=[1, 2, 5])",
                law("discrete", values=[0, 1, 2], weights=[1, 2, 5]),
                law("discrete", values=[0, 1, 2], weights=[1, 2, 5.1]),
            ),
            (
                "cs.Categorical('x', ['adam', 'sgd'])",
                law("discrete", values=["adam", "sgd"]),
                law("discrete", values=["adam", "sgd"], weights=[50, 51]),
            ),
            (
                "cs.OrdinalHyperparameter('x', ['low', 'mid', 'high'])",
                law("discrete", values=["low", "mid", "high"], ordered=True),
                law("discrete", values=["low", "mid", "high"], weights=[50, 51, 50]),
            ),
            (
                "cs.Constant('x', 7)",
                law("constant", value=7),
                law("discrete", values=[6, 7], weights=[1, 1000]),
            ),
        ),
    ),
    (
        "hyperopt",
        "hyperopt",
        "import numpy as np; from hyperopt import hp, pyll",
        by_hyperopt,
        1,
        (
            (
                "hp.uniform('x', 0, 0.5)",
                law("linear", lower=0, upper=0.5),
                law("linear", lower=0, upper=0.49),
            ),
            (
                "hp.loguniform('x', np.log(1e-5), np.log(0.1))",
                law("log", lower=1e-5, upper=0.1),
                law("log", lower=1e-5, upper=0.11),
            ),
            (
                "hp.quniform('x', 0, 10, 3)",
                law("linear", lower=0, upper=10, step=3, contract="multiple"),
                law("linear", lower=0, upper=10, step=3),
            ),
            (
                "hp.quniform('x', 1, 7, 1)",
                law("linear", lower=1, upper=7, step=1, contract="multiple"),
                law("linear", lower=1, upper=7, step=1),
            ),
            (
                "hp.quniform('x', 1, 10, 4)",  # gives 0, which is below 1
                law("linear", lower=1, upper=10, step=4, contract="multiple"),
                law("linear", lower=1, upper=10, step=4, contract="multiple", clip=True),
            ),
            (
                "hp.qloguniform('x', 0, 3, 1)",
                law("log", lower=1, upper=math.exp(3), step=1, contract="multiple"),
                law("log", lower=1, upper=math.exp(3), step=1),
            ),
            (
                "hp.qloguniform('x', np.log(1e-3), 0, 0.05)",
                law("log", lower=1e-3, upper=1, step=0.05, contract="multiple"),
                law("log", lower=1e-3, upper=1, step=0.05, contract="multiple", clip=True),
            ),
            (
                "hp.uniformint('x', 1, 12)",
                law("int", lower=1, upper=12, contract="half_ends"),
                law("int", lower=1, upper=12),
            ),
            (
                "hp.randint('x', 1, 13)",
                law("int", lower=1, upper=12),
                law("int", lower=1, upper=13),
            ),
            (
                "hp.normal('x', 1, 2)",
                law("normal", mu=1, sigma=2),
                law("normal", mu=1, sigma=2.05),
            ),
            (
                "hp.lognormal('x', 0.3, 1.5)",
                law("lognormal", mu=0.3, sigma=1.5),
                law("lognormal", mu=0.3, sigma=1.5, base=2),
            ),
            (
                "hp.qnormal('x', 1, 2, 1.5)",
                law("normal", mu=1, sigma=2, step=1.5),
                law("normal", mu=1, sigma=2.1, step=1.5),
            ),
            (
                "hp.qnormal('x', 0, 1, 0.5)",
                law("normal", mu=0, sigma=1, step=0.5),
                law("normal", mu=0.02, sigma=1, step=0.5),
            ),
            (
                "hp.qlognormal('x', 1 / 3, 2 / 3, 1)",
                law("lognormal", mu=1 / 3, sigma=2 / 3, step=1),
                law("lognormal", mu=1 / 3, sigma=0.7, step=1),
            ),
            (
                "hp.qlognormal('x', 0, 1 / 3, 1)",
                law("lognormal", mu=0, sigma=1 / 3, step=1),
                law("lognormal", mu=0, sigma=0.35, step=1),
            ),
            (
                "hp.choice('x', [0, 1, 2])",
                law("discrete", values=[0, 1, 2]),
                law("discrete", values=[0, 1, 2], weights=[30, 30, 31]),
            ),
            (
                "hp.pchoice('x', [(0.2, 0), (0.3, 1), (0.5, 2)])",
                law("discrete", values=[0, 1, 2], weights=[0.2, 0.3, 0.5]),
                law("discrete", values=[0, 1, 2], weights=[0.21, 0.3, 0.5]),
            ),
        ),
    ),
    (
        "Ray Tune",
        "ray",
        "from ray import tune",
        by_ray,
        1,
        (
            (
                "tune.uniform(0, 0.5)",
                law("linear", lower=0, upper=0.5),
                law("linear", lower=0, upper=0.49),
            ),
            (
                "tune.loguniform(1e-5, 0.1)",
                law("log", lower=1e-5, upper=0.1),
                law("log", lower=1e-5, upper=0.11),
            ),
            (
                "tune.quniform(0, 9, 3)",
                law("linear", lower=0, upper=9, step=3, contract="half_ends"),
                law("linear", lower=0, upper=9, step=3),
            ),
            (
                "tune.quniform(2, 20, 2)",
                law("linear", lower=2, upper=20, step=2, contract="half_ends"),
                law("linear", lower=2, upper=20, step=2),
            ),
            (
                "tune.qrandint(1, 10, 3)",  # multiples within the bounds: 3, 6, 9
                law("int", lower=1, upper=10, step=3, contract="inside"),
                law("int", lower=3, upper=9, step=3, contract="half_ends"),
            ),
            (
                "tune.qrandint(5, 50, 10)",
                law("linear", lower=5, upper=50, step=10, contract="inside"),
                law("linear", lower=5, upper=50, step=10),
            ),
            (
                "tune.qrandint(0, 10, 1)",  # with 1, the upper bound is never drawn
                law("int", lower=0, upper=9),
                law("int", lower=0, upper=10),
            ),
            (
                "tune.randint(1, 13)",
                law("int", lower=1, upper=12),
                law("int", lower=1, upper=13),
            ),
            (
                "tune.lograndint(1, 33)",
                law("logint", lower=1, upper=32, cells="floor"),
                law("logint", lower=1, upper=32),
            ),
            (
                "tune.lograndint(5, 61)",
                law("logint", lower=5, upper=60, cells="floor"),
                law("logint", lower=5, upper=60),
            ),
            (
                "tune.randn(1, 2)",
                law("normal", mu=1, sigma=2),
                law("normal", mu=1, sigma=2.05),
            ),
            (
                "tune.qrandn(1, 2, 1.5)",
                law("normal", mu=1, sigma=2, step=1.5),
                law("normal", mu=1, sigma=2.1, step=1.5),
            ),
            (
                "tune.choice(['adam', 'sgd'])",
                law("discrete", values=["adam", "sgd"]),
                law("discrete", values=["adam", "sgd"], weights=[50, 51]),
            ),
        ),
    ),
    # Also laws of packages that are not here, by the formula that each one documents.
    (
        "scipy.stats",
        "scipy",
        "import numpy as np; from scipy import special, stats",
        by_scipy,
        1,
        (
            (
                "stats.norm(1, 2).rvs(n, random_state=rng)",
                law("normal", mu=1, sigma=2),
                law("normal", mu=1, sigma=2.05),
            ),
            (
                "stats.truncnorm(-0.5, 3, 1, 2).rvs(n, random_state=rng)",
                law("normal", mu=1, sigma=2, lower=0, upper=7),
                law("normal", mu=1, sigma=2),
            ),
            (
                "stats.truncnorm(6, 7).rvs(n, random_state=rng)",  # in the tail
                law("normal", mu=0, sigma=1, lower=6, upper=7),
                law("normal", mu=0.2, sigma=1, lower=6, upper=7),
            ),
            (
                "stats.truncnorm(-np.inf, -30).rvs(n, random_state=rng)",
                law("normal", mu=0, sigma=1, upper=-30),
                law("normal", mu=1, sigma=1, upper=-30),
            ),
            (
                "stats.lognorm(1.5, scale=np.exp(0.3)).rvs(n, random_state=rng)",
                law("lognormal", mu=0.3, sigma=1.5),
                law("lognormal", mu=0.3, sigma=1.55),
            ),
            (
                "10 ** stats.norm(-3, 0.5).rvs(n, random_state=rng)",
                law("lognormal", mu=-3, sigma=0.5, base=10),
                law("lognormal", mu=-3, sigma=0.5),
            ),
            (
                "np.exp(stats.truncnorm(-1, 2, 0, 1).rvs(n, random_state=rng))",
                law("lognormal", mu=0, sigma=1, lower=math.exp(-1), upper=math.exp(2)),
                law("lognormal", mu=0, sigma=1.02, lower=math.exp(-1), upper=math.exp(2)),
            ),
            (
                "stats.loguniform(1e-5, 0.1).rvs(n, random_state=rng)",
                law("log", lower=1e-5, upper=0.1),
                law("log", lower=1e-5, upper=0.11),
            ),
            (  # Vizier's REVERSE_LOG
                "0.1 + 10 - stats.loguniform(0.1, 10).rvs(n, random_state=rng)",
                law("reverse_log", lower=0.1, upper=10),
                law("log", lower=0.1, upper=10),
            ),
            (  # SageMaker's ReverseLogarithmic
                "1 - stats.loguniform(0.001, 0.5).rvs(n, random_state=rng)",
                law("reverse_log", lower=0.5, upper=0.999, about=1),
                law("reverse_log", lower=0.5, upper=0.999),
            ),
            (
                "special.expit(stats.uniform(-3, 5).rvs(n, random_state=rng))",
                law("logit", lower=1 / (1 + math.exp(3)), upper=1 / (1 + math.exp(-2))),
                law("linear", lower=1 / (1 + math.exp(3)), upper=1 / (1 + math.exp(-2))),
            ),
            (  # irace's reals
                "stats.uniform().rvs(n, random_state=rng).round(2)",
                law("linear", lower=0, upper=1, digits=2),
                law("linear", lower=0, upper=1, step=0.01),
            ),
            (  # NNI's quniform
                "np.clip(np.rint(stats.uniform(1, 9).rvs(n, random_state=rng) / 4) * 4, 1, 10)",
                law("linear", lower=1, upper=10, step=4, contract="multiple", clip=True),
                law("linear", lower=1, upper=10, step=4, contract="multiple"),
            ),
        ),
    ),
)

# A call that fails in hyperopt 0.2.7 when it is drawn n times at once.
FRAIL = "hp.pchoice"


# ---- p-values ----


def chi_square_p(chi, freedom):
    """How often chi-square of that many degrees of freedom is as large: the incomplete gamma
    function, by its series or Lentz's continued fraction."""
    a, x = freedom / 2, chi / 2
    if freedom == 0 or x <= 0:
        return 1.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        k = a
        while term > total * 1e-16:
            k += 1
            term *= x / k
            total += term
        return max(1 - front * total, 0.0)
    b = x + 1 - a
    c, d = 1e300, 1 / b
    h = d
    for i in range(1, 10_000):
        step = -i * (i - a)
        b += 2
        d = 1 / (step * d + b)
        c = b + step / c
        h *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return front * h


def distance_p(distance, n):
    """The same of Kolmogorov and Smirnov's distance; n is harmonic for two samples."""
    x = distance * (n**0.5 + 0.12 + 0.11 / n**0.5)
    if x < 0.2:
        return 1.0
    return min(1.0, 2 * sum((-1) ** (k - 1) * math.exp(-2 * (k * x) ** 2) for k in range(1, 101)))


def pooled(expected, *others):
    """Neighbours together, until each cell is expected FEW times; the rest joins the last cell."""
    cells, sums = [], np.zeros(1 + len(others))
    for column in zip(expected, *others):
        sums = sums + column
        if sums[0] >= FEW:
            cells.append(sums)
            sums = np.zeros(1 + len(others))
    if cells:
        cells[-1] = cells[-1] + sums
    return np.array(cells).T


def sample_p(left, right):
    """The p-value of two samples of one law."""
    values = np.unique(np.concatenate([left, right]))
    n, m = len(left), len(right)
    if len(values) <= FINITE:
        counts = [counted(side, values) for side in (left, right)]
        _, a, b = pooled(sum(counts) * min(n, m) / (n + m), *counts)
        chi = ((a / n - b / m) ** 2 * n * m / (a + b)).sum()
        return chi_square_p(chi, len(a) - 1)
    left, right, places = np.sort(left), np.sort(right), np.concatenate([left, right])
    share = [np.searchsorted(side, places, "right") / len(side) for side in (left, right)]
    return distance_p(np.abs(share[0] - share[1]).max(), n * m / (n + m))


def law_p(sample, space, others):
    """The p-value of a sample under a space's pmf or cdf; others are more values of the space."""
    n = len(sample)
    values = np.unique(np.concatenate([sample, others]))
    if len(values) <= FINITE:
        try:
            masses = space.pmf(values.astype("i8") if whole(space) else values)
        except hy.Error:  # digits: the kind is continuous, its values are not
            return None
        drawn = counted(sample, values)
        if np.any(drawn[masses == 0]):
            return 0.0  # a value that the law has not
        never = max(1 - masses.sum(), 0)  # the mass of values that neither side drew
        a, b = pooled(np.append(masses, never) * n, np.append(drawn, 0))
        return chi_square_p(((a - b) ** 2 / a).sum(), len(a) - 1)
    sample = np.sort(sample)
    cdf, place = space.cdf(sample), np.arange(n)
    return distance_p(max((cdf - place / n).max(), ((place + 1) / n - cdf).max()), n)


def counted(sample, values):
    return np.bincount(np.searchsorted(values, sample), minlength=len(values)).astype(float)


# ---- samples as numbers ----


def whole(space):
    return space.sample_range(0, 1).dtype.kind in "iub"


def numbers(sample, names):
    """A peer's sample as doubles: names by their places, decimals without the last digits, which
    a peer may have computed otherwise."""
    array = np.asarray(sample)
    if names is not None and array.dtype.kind in "OU":
        array = np.searchsorted(np.sort(names), array.astype(str))
        array = np.argsort(np.array(names))[array]
    return decimals(array.astype("f8"))


def decimals(array):
    few_values = len(np.unique(array[:2000])) < 1500
    return np.round(array, 9) + 0.0 if few_values else array


def compare(sampler, names, call, kind, arguments, n, ours):
    """The two p-values of a line; None of one that does not apply."""
    space = hy.Space(kind, **arguments)
    labels = getattr(space, "labels", None)
    peer = numbers(sampler(names, call, n), labels)
    drawn = decimals(space.sample_range(0, ours, key=SEED).astype("f8"))
    return sample_p(peer, drawn), law_p(peer, space, drawn)


def shown(kind, arguments):
    words = [
        f"{name}={value:.4g}" if isinstance(value, float) else f"{name}={value}"
        for name, value in arguments.items()
    ]
    return " ".join([kind, *words])


def result_of(peer, names, sampler, call, given, n, ours):
    """The result of a line, and what to print of it."""
    try:
        found = compare(sampler, names, call, *given, n, ours)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        if call.startswith(FRAIL) and not isinstance(error, hy.Error):
            return "skipped", f"skipped {call} # SKIP {peer} fails: {reason}"
        return "failed", f"failed  {call}: {reason}"
    values = [p for p in found if p is not None]
    result = "passed" if min(values) >= WORST else "failed"
    shares = "  ".join("      -" if p is None else f"{p:7.2g}" for p in found)
    line = f"{result}  {shares}  {call}: {shown(*given)}"
    alone = result == "failed" and max(values) >= WORST
    return result, line + (" (in one way alone)" if alone else "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bad", action="store_true", help="laws close to the right ones")
    parser.add_argument("--draws", type=lambda text: int(float(text)), default=10**6)
    parser.add_argument("words", nargs="*", help="choose lines")
    options = parser.parse_args()
    counts = dict.fromkeys(("passed", "failed", "skipped"), 0)
    for peer, package, setup, sampler, share, lines in PEERS:
        words = options.words or [""]
        lines = [line for line in lines if any(word in f"{peer} {line[0]}" for word in words)]
        if not lines:
            continue
        names = {}
        try:
            exec(setup, names)
        except ImportError as error:
            counts["skipped"] += len(lines)
            print(f"skipped {len(lines)} lines of {peer} # SKIP {error}")
            continue
        n = int(options.draws * share)
        version = importlib.metadata.version(package)
        print(f"== {peer} {version}, {n} draws a line", flush=True)
        for call, right, near in lines:
            given = near if options.bad else right
            result, line = result_of(peer, names, sampler, call, given, n, options.draws)
            counts[result] += 1
            print(line, flush=True)
    print(", ".join(f"{count} {result}" for result, count in counts.items()))
    return counts["failed"] > 0 or sum(counts.values()) == 0


sys.exit(main())

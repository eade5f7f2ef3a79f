"""Optuna's Parzen estimator beside hyspace.Mixture; tests/languages/tpe.sh runs this. TAP."""

import sys
import time

import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.samplers._tpe import parzen_estimator as tpe

import hyspace as hy

COMPONENTS = 64  # the prior among them
SPACES = {
    "float": {"x": FloatDistribution(-1, 3)},
    "log float": {"x": FloatDistribution(1e-5, 0.1, log=True)},
    "float with step": {"x": FloatDistribution(0, 1.95, step=0.1)},
    "int": {"x": IntDistribution(1, 50)},
    "int with step": {"x": IntDistribution(-8, 70, step=3)},
    "log int": {"x": IntDistribution(1, 1000, log=True)},
    "categorical": {"x": CategoricalDistribution(list("abcdef"))},
    "four floats": {name: FloatDistribution(-1, 3) for name in "abcd"},
}
SPACES["all"] = {str(i): space["x"] for i, space in enumerate(SPACES.values()) if "x" in space}
MOST_OFF = {"float": 1e-12, "four floats": 1e-12, "log float": 1e-12, "categorical": 1e-12}

number = failures = 0


def result(good: bool, name: str) -> None:
    global number, failures
    number += 1
    failures += not good
    print("ok" if good else "not ok", number, "- tpe:", name)


def observed(rng, distribution, n):
    if isinstance(distribution, CategoricalDistribution):
        return rng.integers(len(distribution.choices), size=n).astype(float)
    low, high, step = distribution.low, distribution.high, distribution.step
    if distribution.log:
        x = np.exp(rng.uniform(np.log(low), np.log(high), n))
    else:
        x = rng.uniform(low, high, n)
    return np.clip(low + np.rint((x - low) / step) * step, low, high) if step else x


def column_of(distribution):
    if isinstance(distribution, tpe._BatchedCategoricalDistributions):
        return distribution.weights
    column = {"mu": distribution.mu, "sigma": distribution.sigma, "log": distribution.is_log}
    return column | {
        "lower": distribution.low,
        "upper": distribution.high,
        "step": distribution.step,
    }


def both(rng, space):
    """Optuna's estimator from random observations, and the same mixture."""
    observations = {name: observed(rng, d, COMPONENTS - 1) for name, d in space.items()}
    parameters = tpe._ParzenEstimatorParameters(
        1.0, True, False, optuna.samplers._tpe.sampler.default_weights, True
    )
    optunas = tpe._ParzenEstimator(observations, space, parameters)._mixture_distribution
    columns = [column_of(d) for d in optunas.distributions]
    return optunas, hy.Mixture(optunas.weights, columns)


def apart(space, optunas, mixture, rng):
    """The largest difference of two log densities. Optuna's log float is that of the logarithm."""
    x = optunas.sample(rng, 2000)
    ours = mixture.logpdf(x)
    for j, d in enumerate(space.values()):
        if getattr(d, "log", False) and d.step is None:
            ours = ours + np.log(x[:, j])
    return np.abs(ours - optunas.log_pdf(x)).max()


def kolmogorov(a, b):
    """The distance of two samples' distributions, times the root of half their number."""
    a, b = a.round(12), b.round(12)  # Optuna has 0.30000000000000004 for 0.3
    places = np.sort(np.concatenate([a, b]))
    shares = [np.searchsorted(np.sort(s), places, side="right") / len(s) for s in (a, b)]
    return np.abs(shares[0] - shares[1]).max() * np.sqrt(len(a) / 2)


def fastest(call, times):
    """CPU time, which other work on the machine changes less."""
    best = np.inf
    for _ in range(times):
        start = time.thread_time()
        call()
        best = min(best, time.thread_time() - start)
    return best


def main() -> int:
    rng, legacy = np.random.default_rng(7), np.random.RandomState(7)
    print(f"1..{2 * len(SPACES)}")
    print(f"# Optuna {optuna.__version__}, {COMPONENTS} components, {hy.isa()}")
    for name, space in SPACES.items():
        optunas, mixture = both(rng, space)
        off = apart(space, optunas, mixture, legacy)
        result(off <= MOST_OFF.get(name, 1e-9), f"densities, {name}: at most {off:.2g} apart")
        theirs, ours = optunas.sample(legacy, 100000), mixture.sample(100000, key=7)
        distance = max(kolmogorov(a, b) for a, b in zip(theirs.T, ours.T))
        result(distance < 2.7, f"samples, {name}: distance {distance:.2f}")  # p > 1e-6
        for n, times in ((24, 100), (4096, 5)):
            x, out = np.ascontiguousarray(theirs[:n]), np.empty(n)
            sampled = np.empty_like(x)
            a = fastest(lambda: optunas.log_pdf(x), times) / n * 1e9
            b = fastest(lambda: mixture.logpdf(x, out=out), 5 * times) / n * 1e9
            print(f"# {name}, {n} points: {a:.0f} and {b:.1f} ns a point, {a / b:.0f} times")
            a = fastest(lambda: optunas.sample(legacy, n), times) / n * 1e9
            b = fastest(lambda: mixture.sample(n, key=7, out=sampled), 5 * times) / n * 1e9
            print(f"# {name}, {n} samples: {a:.0f} and {b:.1f} ns each, {a / b:.0f} times")
    return failures > 0


sys.exit(main())

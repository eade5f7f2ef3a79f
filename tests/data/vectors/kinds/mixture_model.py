#!/usr/bin/env python3
"""Writes mixture.tsv anew: mixtures and the logarithm of their density at points, with mpmath at 50
digits (docs/spec.md, section 4.3). All numbers are exact doubles in hexadecimal, and results the
doubles nearest to the exact ones; behind a result stands how far the library may be from it."""

import math
import random
import sys

import mpmath as mp

mp.mp.dps = 50
random.seed(4)


def hexes(numbers):
    return ",".join(float(x).hex() for x in numbers)


def tail(z):
    return mp.erfc(z / mp.sqrt(2)) / 2


def mass(a, b):
    """Of the standard normal between a and b."""
    if a > 0:
        return tail(a) - tail(b)
    if b < 0:
        return tail(-b) - tail(-a)
    return 1 - tail(-a) - tail(b)


class Numbers:
    def __init__(self, mu, sigma, lower, upper, step=0.0, log=False):
        self.mu, self.sigma, self.step, self.log = mu, sigma, step, log
        self.lower, self.upper = lower, upper
        if step:
            units = [mp.mpf(repr(x)) for x in (lower, upper, step)]
            self.most = int(mp.floor((units[1] - units[0]) / units[2] + mp.mpf("1e-30")))
            self.value = lambda k: float(units[0] + k * units[2])
            self.last = self.value(self.most)

    def words(self):
        return ["numbers", hexes([self.lower]), hexes([self.upper]), hexes([self.step]),
                str(int(self.log)), hexes(self.mu), hexes(self.sigma)]

    def axis(self, x):
        x = mp.mpf(x)
        if not self.log:
            return x
        return mp.log(x) if x > 0 else -mp.inf

    def ends(self):
        if not self.step:
            return self.axis(self.lower), self.axis(self.upper)
        half = mp.mpf(self.step) / 2
        return self.axis(self.lower - half), self.axis(mp.mpf(self.last) + half)

    def density(self, c, x):
        """The log density, and how far it may be off."""
        mu, sigma = mp.mpf(self.mu[c]), mp.mpf(self.sigma[c])
        begin, end = self.ends()
        whole = mass((begin - mu) / sigma, (end - mu) / sigma)
        far = max([0] + [abs(z) for z in ((begin - mu) / sigma, (end - mu) / sigma)
                         if (z > 0) == (begin > mu)] if begin > mu or end < mu else [0])
        slack = mp.mpf(2) ** -46 * (1 + far**2) if begin > mu or end < mu else mp.mpf(2) ** -52
        if self.step:
            half = mp.mpf(self.step) / 2
            a = (max(self.axis(mp.mpf(x) - half), begin) - mu) / sigma
            b = (min(self.axis(mp.mpf(x) + half), end) - mu) / sigma
            z = max(abs(a), abs(b))
            scale = 1 + (abs(self.axis(x)) / sigma if self.log else 0)
            slack += mp.mpf(2) ** -46 * (1 + z) * (scale + z)
            return mp.log(mass(a, b) / whole), slack
        z = (self.axis(x) - mu) / sigma
        jacobian = self.axis(x) if self.log else 0
        size = z * z / 2 + abs(mp.log(sigma * whole)) + abs(jacobian) + 1
        if self.log:
            size += abs(z) * abs(self.axis(x)) / sigma
        return -z * z / 2 - mp.log(sigma * mp.sqrt(2 * mp.pi) * whole) - jacobian, \
            slack + mp.mpf(2) ** -52 * size

    def is_inside(self, x):
        half = self.step / 2
        last = self.last if self.step else self.upper
        return self.lower - half <= x <= last + half and (not self.log or x > 0)

    def some(self):
        if self.step:
            return self.value(random.randint(0, self.most))
        low, high = max(self.lower, -50.0), min(self.upper, 50.0)
        if self.log:
            low = max(low, 1e-8)
            return min(max(math.exp(random.uniform(math.log(low), math.log(high))), low), high)
        return random.uniform(low, high)


class Choice:
    def __init__(self, count, weights):
        self.count, self.weights = count, weights

    def words(self):
        return ["choice", str(self.count), hexes(w for row in self.weights for w in row)]

    def density(self, c, x):
        row = self.weights[c]
        share = mp.mpf(row[int(x)]) / mp.fsum(row)
        return (mp.log(share) if share else -mp.inf), mp.mpf(2) ** -52 * (1 + self.count)

    def is_inside(self, x):
        return x == int(x) and 0 <= x < self.count

    def some(self):
        return float(random.randrange(self.count))


def density_of(weights, columns, x):
    if not all(column.is_inside(v) for column, v in zip(columns, x)):
        return -mp.inf, 0
    total = mp.fsum(weights)
    parts = []
    for c, w in enumerate(weights):
        if w == 0:
            continue
        each = [column.density(c, v) for column, v in zip(columns, x)]
        log = mp.log(mp.mpf(w) / total) + mp.fsum(e[0] for e in each)
        size = sum(abs(e[0]) for e in each if e[0] != -mp.inf)
        parts.append((log, sum(e[1] for e in each) + mp.mpf(2) ** -52 * (1 + size)))
    most = max(p[0] for p in parts)
    if most == -mp.inf:
        return most, 0
    whole = mp.fsum(mp.exp(p[0] - most) for p in parts)
    slack = mp.fsum(mp.exp(p[0] - most) * p[1] for p in parts) / whole
    return most + mp.log(whole), slack + mp.mpf(2) ** -52 * (1 + abs(most))


def write(name, weights, columns, points):
    print("mixture", name, hexes(weights), sep="\t")
    for column in columns:
        print("column", *column.words(), sep="\t")
    for x in points:
        log, slack = density_of(weights, columns, x)
        print("point", hexes(x), float(log).hex(), f"{float(slack):.3g}", sep="\t")


def some_points(columns, n):
    return [[column.some() for column in columns] for _ in range(n)]


def uniform(n, low, high):
    return [random.uniform(low, high) for _ in range(n)]


def sigmas(n, low, high):
    return [math.exp(random.uniform(math.log(low), math.log(high))) for _ in range(n)]


def main():
    inf = math.inf
    print("# Written by mixture_model.py: mixtures, their columns, and points with the log\n"
          "# density and the bound of its error. Columns: numbers, lower, upper, step, log, mu,\n"
          "# sigma; or choice, count, weights of each component.")
    one = [1.0]
    write("one", one, [Numbers([0.0], [1.0], -inf, inf)], [[0.0], [1.0], [-40.0], [1e10], [-1e150]])
    write("far tails", one, [Numbers([0.0], [1.0], 30.0, 31.0)], [[30.0], [30.5], [31.0], [29.9]])
    write("half open", [3.0, 1.0],
          [Numbers([0.0, 2.0], [1.0, 0.5], 1.0, inf)], [[1.0], [2.0], [50.0], [0.999]])
    write("log, no bounds", [1.0, 2.0],
          [Numbers([0.0, -3.0], [1.0, 2.0], 0.0, inf, log=True)],
          [[1.0], [1e-300], [5e-324], [1e300], [0.0], [-1.0]])
    write("int", one, [Numbers([3.3], [0.7], 1.0, 10.0, 1.0)],
          [[float(k)] for k in range(0, 12)] + [[0.5], [10.5], [10.75], [3.25]])
    write("int, tiny sigma", one, [Numbers([0.0], [0.001], -50.0, 50.0, 1.0)],
          [[0.0], [1.0], [-1.0], [2.0], [-37.0], [50.0]])
    write("int, wide sigma", one, [Numbers([3e5], [1e5], 0.0, 1e6, 1.0)],
          [[0.0], [1e6], [300000.0], [123456.0]])
    write("int, far", one, [Numbers([0.0], [1.0], 3.0, 300.0, 1.0)],
          [[3.0], [10.0], [40.0], [150.0], [300.0]])
    write("steps of 0.1", [1.0, 2.0, 1.0],
          [Numbers([0.3, 1.1, 0.7], [0.2, 0.01, 3.0], 0.1, 1.95, 0.1)],
          [[0.1], [0.3], [0.7], [1.9], [1.95], [2.0], [0.04]])
    write("log int", [1.0, 5.0],
          [Numbers([1.0, 6.0], [2.0, 0.3], 1.0, 1000.0, 1.0, log=True)],
          [[1.0], [2.0], [37.0], [403.0], [1000.0], [1000.5], [0.5]])
    write("log int, large", one, [Numbers([10.0], [4.0], 1.0, 1e9, 1.0, log=True)],
          [[1.0], [1e5], [123456789.0], [1e9]])
    write("choice", [0.25, 0.75], [Choice(3, [[1.0, 2.0, 0.0], [0.0, 0.5, 0.5]])],
          [[0.0], [1.0], [2.0], [3.0], [-1.0], [0.5]])
    write("choice that nothing gives", [1.0, 1.0],
          [Choice(2, [[1.0, 0.0], [2.0, 0.0]]), Numbers([0.0, 1.0], [1.0, 1.0], -inf, inf)],
          [[0.0, 0.0], [1.0, 0.0]])
    write("weight of 0", [0.0, 1.0, 3.0],
          [Numbers([0.0, 1.0, -1.0], [1.0, 0.1, 2.0], -5.0, 5.0)], [[0.0], [5.0]])
    for k in (2, 9, 63, 64, 65, 130, 200):
        columns = [Numbers(uniform(k, -1, 1), sigmas(k, 0.02, 2), -1.0, 1.0)]
        write(f"{k} components", uniform(k, 0.1, 1), columns, some_points(columns, 24))
    for d in (2, 7, 19):
        k = 12
        columns = []
        for j in range(d):
            columns.append([
                lambda: Numbers(uniform(k, -1, 1), sigmas(k, 0.02, 2), -1.0, 1.0),
                lambda: Numbers(uniform(k, 1, 50), sigmas(k, 0.5, 50), 1.0, 50.0, 1.0),
                lambda: Choice(5, [uniform(5, 0.01, 1) for _ in range(k)]),
                lambda: Numbers(uniform(k, -9, 0), sigmas(k, 0.1, 5), 1e-4, 1.0, log=True),
                lambda: Numbers(uniform(k, 0, 6), sigmas(k, 0.1, 5), 1.0, 512.0, 1.0, log=True),
                lambda: Numbers(uniform(k, 0, 1), sigmas(k, 0.01, 1), 0.0, 1.0, 0.05),
                lambda: Numbers(uniform(k, -9, 9), sigmas(k, 0.1, 5), -inf, inf),
            ][j % 7]())
        write(f"{d} columns", uniform(k, 0.1, 1), columns, some_points(columns, 24))


if __name__ == "__main__":
    sys.exit(main())

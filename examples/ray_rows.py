"""A table drawn by the workers of Ray: a task is a range of the rows.

Prints the digest of the whole, which depends neither on the workers nor on the size of a task.

    pip install ray xxhash
    python3 examples/ray_rows.py examples/xgboost.json 1000000 42
    python3 examples/ray_rows.py examples/xgboost.json 1048576 42 sobol
"""
import sys

import numpy
import ray
import xxhash

import hyspace


def main(file, rows, seed, stream="native", size=10_000):
    domain = hyspace.Domain.from_file(file)
    design = {"rows": rows} if stream == "lhs" else {}  # those of the whole table
    opened = hyspace.Stream(seed, stream=stream, domain=domain, **design)

    @ray.remote
    def part(first):
        return domain.sample_range(first, min(size, rows - first), stream=opened)

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    table = numpy.concatenate(ray.get([part.remote(first) for first in range(0, rows, size)]))
    ray.shutdown()
    print("*", xxhash.xxh3_64_hexdigest(table.tobytes()))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])

"""Keys: two words, as a raw Threefry key of jax.random."""

from __future__ import annotations

from typing import Any, NamedTuple, Union

import numpy as np

from . import _library as c
from ._arrays import u64

KeyLike = Any  # a seed, a Key, two uint32 words in a JAX or NumPy array, or a typed key of JAX's


class Key(NamedTuple):
    """The words of a key.

    as_key makes a Key of a seed or of a JAX key, and so does every argument called key.
    """

    high: int
    low: int

    def fold_in(self, data: Union[int, str]) -> Key:
        """jax.random.fold_in(key, data) for a number below 2^32; for a name, a named sub-stream."""
        if isinstance(data, str):
            return _key(c.library().hys_key_fold_in_name(as_words(self), text(data)))
        if not 0 <= data < 1 << 32:
            raise ValueError(f"data is {data}, not in [0, 2^32)")
        return _key(c.library().hys_key_fold_in(as_words(self), data))

    def split(self, i: int) -> Key:
        """Element i of jax.random.split(key, n), whatever n > i."""
        return _key(c.library().hys_key_split(as_words(self), u64(i, "i")))


def text(string: str) -> bytes:
    """UTF-8 for C, whose strings end at the first zero byte."""
    if not isinstance(string, str):
        raise TypeError(f"{string!r} is not a name")
    if "\0" in string:
        raise ValueError(f"{string!r} has a zero character")
    return string.encode()


def as_key(key: KeyLike) -> Key:
    """A Key of a seed, a Key, an array or pair of two 32-bit words, or a typed key of JAX.

    A seed in [0, 2^64) gives the words of jax.random.PRNGKey.
    """
    if isinstance(key, Key):
        words: Any = key
    elif isinstance(key, (int, np.integer)) and not isinstance(key, bool):
        return _key(c.library().hys_key_from_seed(u64(key, "a seed")))
    elif str(getattr(key, "dtype", "")).startswith("key<"):
        if str(key.dtype) != "key<fry>":
            raise TypeError(
                f"a JAX key of type {key.dtype}: hyspace draws with threefry2x32 keys alone"
            )
        import jax  # type: ignore[import-not-found,unused-ignore]

        words = np.asarray(jax.random.key_data(key))
    else:
        words = np.asarray(key)
        if words.dtype.kind not in "iu":
            raise TypeError(f"{key!r} is not a key: give a seed, two 32-bit words or a JAX key")
    if np.shape(words) != (2,):
        raise ValueError(f"a key has two words, this is of shape {list(np.shape(words))}")
    if not all(0 <= word < 1 << 32 for word in words):
        raise ValueError(f"{key!r}: a key's words are in [0, 2^32)")
    return Key(int(words[0]), int(words[1]))


def as_words(key: Key) -> c.Key:
    return c.Key((key.high, key.low))


def _key(words: c.Key) -> Key:
    return Key(words.w[0], words.w[1])

"""Random numbers from one seed, in streams that do not disturb each other.

A part that draws more, or a part that is new, changes its own stream only: what the others draw stays the same.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence

StreamState = Sequence[int | float | None]


class Streams:
    """Streams by name: ``streams["crm.ids"]`` is the same ``random.Random`` each time it is asked for."""

    __slots__ = ("_seed", "_streams")

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._streams: dict[str, random.Random] = {}

    def __getitem__(self, name: str) -> random.Random:
        stream = self._streams.get(name)
        if stream is None:
            stream = self._streams[name] = random.Random(self._seed_of(name))
        return stream

    def state(self) -> dict[str, StreamState]:
        """Where each stream stands, fit for JSON: its version, its words and its pending Gaussian in one list."""
        return {name: _flat(stream) for name, stream in sorted(self._streams.items())}

    def restore(self, state: Mapping[str, StreamState]) -> None:
        """Put every stream where ``state()`` saw it; one that was not in use then starts again."""
        for name, stream in self._streams.items():
            stream.seed(self._seed_of(name))
        for name, (version, *words, gauss) in state.items():
            self[name].setstate((version, tuple(words), gauss))

    def _seed_of(self, name: str) -> int:
        return int.from_bytes(hashlib.blake2b(f"{self._seed}/{name}".encode(), digest_size=16).digest())


def _flat(stream: random.Random) -> StreamState:
    version, words, gauss = stream.getstate()
    return [version, *words, gauss]

"""Okapi BM25: how well texts match a query, by their words alone."""

import math
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from textkit.words import words

Key = TypeVar("Key", bound=Hashable)

# The usual constants: how soon a repeated word stops to count, and how much a long text pays.
_SATURATION = 1.5
_LENGTH_WEIGHT = 0.75


class Ranker(Generic[Key]):
    """A set of texts that can be searched. Adding a key again replaces its text."""

    def __init__(self, texts: Iterable[tuple[Key, str]] = ()) -> None:
        self._counts: dict[Key, Counter[str]] = {}
        self._texts_with: Counter[str] = Counter()
        self._length = 0
        for key, text in texts:
            self.add(key, text)

    def __len__(self) -> int:
        return len(self._counts)

    def add(self, key: Key, text: str) -> None:
        self.discard(key)
        counts = Counter(words(text))
        self._counts[key] = counts
        self._texts_with.update(counts.keys())
        self._length += counts.total()

    def discard(self, key: Key) -> None:
        counts = self._counts.pop(key, None)
        if counts is not None:
            self._texts_with.subtract(counts.keys())
            self._length -= counts.total()

    def search(self, query: str, limit: int = 10) -> list[tuple[Key, float]]:
        """Gives at most `limit` keys that match, with their scores, the best first."""
        wanted = set(words(query))
        scored = ((key, self._score(counts, wanted)) for key, counts in self._counts.items())
        hits = [(key, score) for key, score in scored if score > 0]
        return sorted(hits, key=lambda hit: -hit[1])[:limit]

    def _score(self, counts: Counter[str], wanted: set[str]) -> float:
        average = self._length / len(self._counts) or 1
        penalty = 1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * counts.total() / average
        return sum(
            self._rarity(word)
            * counts[word]
            * (_SATURATION + 1)
            / (counts[word] + _SATURATION * penalty)
            for word in wanted & counts.keys()
        )

    def _rarity(self, word: str) -> float:
        having = self._texts_with[word]
        return math.log(1 + (len(self._counts) - having + 0.5) / (having + 0.5))

"""Memories in SQLite, with a word index in memory beside it."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from contracts import Memory, MemoryDraft, MemoryHit
from textkit import Ranker

_SCHEMA = """
CREATE TABLE IF NOT EXISTS memory (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    tags TEXT NOT NULL,
    created_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS memory_by_subject ON memory (subject, id);
"""


class MemoryNotFoundError(LookupError):
    """No memory has this identity."""

    def __init__(self, memory_id: int) -> None:
        super().__init__(f"No memory {memory_id}")
        self.memory_id = memory_id


class MemoryStore:
    """Safe to use from many threads: one connection, one lock."""

    def __init__(self, database: Path | None = None) -> None:
        self._lock = threading.Lock()
        target = ":memory:" if database is None else database
        self._connection = sqlite3.connect(target, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.executescript(_SCHEMA)
        self._rankers: dict[str, Ranker[int]] = {}

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def add(self, draft: MemoryDraft) -> Memory:
        created_at = datetime.now(UTC)
        with self._transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO memory (subject, text, tags, created_at) VALUES (?, ?, ?, ?)",
                (draft.subject, draft.text, "\n".join(draft.tags), created_at.isoformat()),
            )
            memory_id = cursor.lastrowid
            assert memory_id is not None
            if (ranker := self._rankers.get(draft.subject)) is not None:
                ranker.add(memory_id, _searchable(draft))
        return Memory(id=memory_id, created_at=created_at, **draft.model_dump())

    def get(self, memory_id: int) -> Memory:
        with self._transaction() as connection:
            row = connection.execute("SELECT * FROM memory WHERE id = ?", (memory_id,)).fetchone()
        if row is None:
            raise MemoryNotFoundError(memory_id)
        return _to_memory(row)

    def forget(self, memory_id: int) -> None:
        with self._transaction() as connection:
            row = connection.execute(
                "DELETE FROM memory WHERE id = ? RETURNING subject", (memory_id,)
            ).fetchone()
            if row is None:
                raise MemoryNotFoundError(memory_id)
            if (ranker := self._rankers.get(row["subject"])) is not None:
                ranker.discard(memory_id)

    def page(self, after: int, limit: int, subject: str | None = None) -> list[Memory]:
        """Gives the next `limit` memories with an identity above `after`."""
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT * FROM memory"
                " WHERE id > ? AND (? IS NULL OR subject = ?) ORDER BY id LIMIT ?",
                (after, subject, subject, limit),
            ).fetchall()
        return [_to_memory(row) for row in rows]

    def search(self, subject: str, query: str, limit: int) -> list[MemoryHit]:
        """Gives the memories of a subject that share words with the query, the best first."""
        with self._transaction() as connection:
            hits = self._ranker(connection, subject).search(query, limit)
        return [MemoryHit(memory=self.get(memory_id), score=score) for memory_id, score in hits]

    def _ranker(self, connection: sqlite3.Connection, subject: str) -> Ranker[int]:
        ranker = self._rankers.get(subject)
        if ranker is None:
            rows = connection.execute("SELECT * FROM memory WHERE subject = ?", (subject,))
            ranker = Ranker((row["id"], _searchable(_to_memory(row))) for row in rows)
            self._rankers[subject] = ranker
        return ranker

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._connection:
            yield self._connection


def _searchable(draft: MemoryDraft) -> str:
    return " ".join((draft.text, *draft.tags))


def _to_memory(row: sqlite3.Row) -> Memory:
    return Memory(
        id=row["id"],
        subject=row["subject"],
        text=row["text"],
        tags=tuple(filter(None, row["tags"].split("\n"))),
        created_at=datetime.fromisoformat(row["created_at"]),
    )

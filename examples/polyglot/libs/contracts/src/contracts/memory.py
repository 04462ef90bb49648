"""Memories: short texts that a subject said or that were said about it."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

Tag = Annotated[
    str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=1, max_length=40)
]
Subject = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,62}$")]


class MemoryDraft(BaseModel):
    """A memory before the gateway has given it an identity."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: Subject
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=8_000)]
    tags: tuple[Tag, ...] = ()

    @field_validator("tags")
    @classmethod
    def _sorted_and_unique(cls, tags: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(set(tags)))


class Memory(MemoryDraft):
    """A memory as the gateway keeps it."""

    id: int
    created_at: datetime


class MemoryHit(BaseModel):
    """A memory that a search found. A higher score is a better match."""

    memory: Memory
    score: Annotated[float, Field(ge=0)]


class MemoryPage(BaseModel):
    """A page of memories in the order of their identities."""

    items: list[Memory]
    next_after: int | None = None

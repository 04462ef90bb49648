"""Errors on the wire, in the form of RFC 9457."""

from pydantic import BaseModel


class Problem(BaseModel):
    """The body of every response that is not a success."""

    title: str
    status: int
    detail: str | None = None

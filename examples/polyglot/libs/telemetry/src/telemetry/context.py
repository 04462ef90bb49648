"""The id of the request that the current task works for."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


def current_request_id() -> str | None:
    """Gives the id of the request in progress, or None outside of one."""
    return _request_id.get()


@contextmanager
def request_id_scope(request_id: str) -> Iterator[None]:
    """Sets the request id for the block, and puts the former one back."""
    token = _request_id.set(request_id)
    try:
        yield
    finally:
        _request_id.reset(token)

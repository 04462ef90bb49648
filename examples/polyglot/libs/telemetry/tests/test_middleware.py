import asyncio

import pytest

from telemetry.context import current_request_id
from telemetry.middleware import HEADER, RequestContextMiddleware


def call(headers: list[tuple[bytes, bytes]], *, fail: bool = False) -> tuple[str | None, list]:
    """Sends one request through; gives the id that the app saw, and what was sent."""
    seen: list[str | None] = []
    sent: list = []

    async def app(scope, receive, send):
        seen.append(current_request_id())
        if fail:
            raise RuntimeError("no answer")
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": "/", "headers": headers}
    asyncio.run(RequestContextMiddleware(app)(scope, receive, send))
    return seen[0], sent


def test_a_given_id_is_kept_and_answered():
    seen, sent = call([(HEADER.encode(), b"from-the-caller")])
    assert seen == "from-the-caller"
    assert (HEADER.encode(), b"from-the-caller") in sent[0]["headers"]


@pytest.mark.parametrize("bad", [b"", b"short", b"with space inside", b"x" * 65])
def test_an_unusable_id_is_replaced(bad):
    seen, _ = call([(HEADER.encode(), bad)])
    assert seen is not None
    assert len(seen) == 32


def test_a_failing_app_still_fails():
    with pytest.raises(RuntimeError, match="no answer"):
        call([], fail=True)

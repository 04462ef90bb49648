"""The client of the memory gateway."""

import logging

import httpx
from pydantic import TypeAdapter, ValidationError

from contracts import MemoryHit
from telemetry import current_request_id

_log = logging.getLogger(__name__)
_hits = TypeAdapter(list[MemoryHit])


class MemoryClient:
    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def search(self, subject: str, query: str, limit: int) -> list[MemoryHit] | None:
        """Gives what the gateway remembers, or None when it can't be asked.

        A prompt without memories is worth more than no prompt, so nothing is raised.
        """
        request_id = current_request_id()
        try:
            answer = await self._http.get(
                "/memories/search",
                params={"subject": subject, "q": query, "limit": limit},
                headers={"x-request-id": request_id} if request_id else None,
            )
            answer.raise_for_status()
            return _hits.validate_json(answer.content)
        except (httpx.HTTPError, ValidationError) as error:
            _log.warning("The memory gateway gave no answer", extra={"reason": repr(error)})
            return None

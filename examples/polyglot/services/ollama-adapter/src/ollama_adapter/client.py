"""The client of an Ollama server."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
from pydantic import BaseModel, ValidationError

from contracts import ChatMessage, ChatRequest, GenerateRequest

Payload = dict[str, Any]


class _Model(BaseModel):
    name: str


class _Models(BaseModel):
    models: list[_Model]

    def names(self) -> list[str]:
        return sorted(model.name for model in self.models)


class _Chat(BaseModel):
    message: ChatMessage


class _Generated(BaseModel):
    response: str


class OllamaError(Exception):
    """The server gave no usable answer. `status` is what our own caller should see."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


class OllamaClient:
    def __init__(self, http: httpx.AsyncClient, keep_alive: str) -> None:
        self._http = http
        self._keep_alive = keep_alive

    async def models(self) -> list[str]:
        with _translated_errors():
            answer = await self._http.get("/api/tags")
            _check(answer.status_code, answer.content)
            return _Models.model_validate_json(answer.content).names()

    async def chat(self, request: ChatRequest) -> str:
        body = await self._post("/api/chat", self._chat_payload(request))
        with _translated_errors():
            return _Chat.model_validate_json(body).message.content

    async def generate(self, request: GenerateRequest) -> str:
        payload = {
            "model": request.model,
            "prompt": request.prompt,
            "stream": False,
            "keep_alive": self._keep_alive,
            "options": _options(request.temperature),
        }
        body = await self._post("/api/generate", payload)
        with _translated_errors():
            return _Generated.model_validate_json(body).response

    @asynccontextmanager
    async def stream_chat(self, request: ChatRequest) -> AsyncIterator[AsyncIterator[str]]:
        """Opens a streamed chat; errors before the first piece are raised on entering."""
        with _translated_errors():
            async with self._http.stream(
                "POST", "/api/chat", json=self._chat_payload(request)
            ) as answer:
                if answer.is_error:
                    _check(answer.status_code, await answer.aread())
                yield _pieces(answer)

    async def _post(self, path: str, payload: Payload) -> bytes:
        with _translated_errors():
            answer = await self._http.post(path, json=payload)
            _check(answer.status_code, answer.content)
            return answer.content

    def _chat_payload(self, request: ChatRequest) -> Payload:
        return {
            "model": request.model,
            "messages": [message.model_dump(mode="json") for message in request.messages],
            "stream": request.stream,
            "keep_alive": self._keep_alive,
            "options": _options(request.temperature),
        }


async def _pieces(answer: httpx.Response) -> AsyncIterator[str]:
    async for line in answer.aiter_lines():
        if not line:
            continue
        event = json.loads(line)
        if "error" in event:
            raise OllamaError(502, event["error"])
        if content := event.get("message", {}).get("content"):
            yield content
        if event.get("done"):
            return


@contextmanager
def _translated_errors() -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException as error:
        raise OllamaError(504, "The model server took too long") from error
    except httpx.HTTPError as error:
        raise OllamaError(502, "The model server can't be reached") from error
    except ValidationError as error:
        raise OllamaError(502, "The model server sent an unexpected answer") from error


def _options(temperature: float | None) -> Payload:
    return {} if temperature is None else {"temperature": temperature}


def _check(status: int, body: bytes) -> None:
    if status < 400:
        return
    try:
        detail = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        detail = f"The model server answered with status {status}"
    raise OllamaError(404 if status == 404 else 502, detail)

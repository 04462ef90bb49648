"""The HTTP face of the models."""

import json
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Annotated

import httpx
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from contracts import ChatMessage, ChatRequest, GenerateRequest, Problem, Role
from ollama_adapter.client import OllamaClient, OllamaError
from ollama_adapter.settings import Settings
from telemetry.middleware import RequestContextMiddleware

_log = logging.getLogger(__name__)


def create_app(
    settings: Settings | None = None, transport: httpx.AsyncBaseTransport | None = None
) -> FastAPI:
    """Makes the application; `transport` replaces the network in tests."""
    settings = settings or Settings()
    timeout = httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with httpx.AsyncClient(
            base_url=str(settings.server), timeout=timeout, transport=transport
        ) as http:
            app.state.ollama = OllamaClient(http, settings.keep_alive)
            yield

    app = FastAPI(title="ollama-adapter", lifespan=lifespan)
    app.add_middleware(RequestContextMiddleware)
    app.add_exception_handler(OllamaError, _on_ollama_error)
    _add_routes(app)
    return app


def _ollama(request: Request) -> OllamaClient:
    return request.app.state.ollama


Ollama = Annotated[OllamaClient, Depends(_ollama)]


def _add_routes(app: FastAPI) -> None:
    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/models")
    async def models(ollama: Ollama) -> list[str]:
        return await ollama.models()

    @app.post("/generate")
    async def generate(request: GenerateRequest, ollama: Ollama) -> dict[str, str]:
        return {"text": await ollama.generate(request)}

    @app.post("/chat", response_model=ChatMessage)
    async def chat(request: ChatRequest, ollama: Ollama) -> Response | ChatMessage:
        if request.stream:
            return await _stream(request, ollama)
        return ChatMessage(role=Role.ASSISTANT, content=await ollama.chat(request))


async def _stream(request: ChatRequest, ollama: OllamaClient) -> StreamingResponse:
    """Answers with server-sent events; the stream is opened first: a refusal keeps its status."""
    stack = AsyncExitStack()
    pieces = await stack.enter_async_context(ollama.stream_chat(request))

    async def events() -> AsyncIterator[str]:
        async with stack:
            try:
                async for piece in pieces:
                    yield _event("piece", {"content": piece})
                yield _event("done", {})
            except OllamaError as error:
                # The status is sent already: the reader learns of it as an event.
                _log.warning("A stream broke off", extra={"reason": error.detail})
                yield _event("error", {"detail": error.detail})

    return StreamingResponse(events(), media_type="text/event-stream")


def _event(name: str, data: dict[str, str]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


async def _on_ollama_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, OllamaError)
    problem = Problem(title="Model server", status=error.status, detail=error.detail)
    return JSONResponse(problem.model_dump(), problem.status, media_type="application/problem+json")

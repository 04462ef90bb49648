"""The HTTP face of the personas."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import httpx
from fastapi import Depends, FastAPI, Request, status
from fastapi.responses import JSONResponse

from contracts import Persona, Problem, Prompt, PromptRequest
from persona_adapter.catalog import Catalog, PersonaNotFoundError, read_catalog
from persona_adapter.compose import compose
from persona_adapter.memories import MemoryClient
from persona_adapter.settings import Settings
from telemetry.middleware import RequestContextMiddleware


def create_app(
    settings: Settings | None = None, transport: httpx.AsyncBaseTransport | None = None
) -> FastAPI:
    """Makes the application; `transport` replaces the network in tests."""
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.catalog = read_catalog(settings.folder)
        async with httpx.AsyncClient(
            base_url=str(settings.memory_url), timeout=settings.memory_timeout, transport=transport
        ) as http:
            app.state.memories = MemoryClient(http)
            yield

    app = FastAPI(title="persona-adapter", lifespan=lifespan)
    app.state.settings = settings
    app.add_middleware(RequestContextMiddleware)
    app.add_exception_handler(PersonaNotFoundError, _not_found)
    _add_routes(app)
    return app


def _catalog(request: Request) -> Catalog:
    return request.app.state.catalog


def _memories(request: Request) -> MemoryClient:
    return request.app.state.memories


def _settings(request: Request) -> Settings:
    return request.app.state.settings


def _add_routes(app: FastAPI) -> None:
    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/personas")
    async def names(catalog: Annotated[Catalog, Depends(_catalog)]) -> list[str]:
        return catalog.names()

    @app.get("/personas/{name}")
    async def persona(name: str, catalog: Annotated[Catalog, Depends(_catalog)]) -> Persona:
        return catalog.get(name)

    @app.post("/personas/{name}/prompt")
    async def prompt(
        name: str,
        request: PromptRequest,
        catalog: Annotated[Catalog, Depends(_catalog)],
        memories: Annotated[MemoryClient, Depends(_memories)],
        settings: Annotated[Settings, Depends(_settings)],
    ) -> Prompt:
        speaker = catalog.get(name)
        hits = (
            await memories.search(request.subject, request.message, request.memories)
            if request.memories > 0
            else []
        )
        return compose(speaker, request, hits, settings.memory_budget)


async def _not_found(request: Request, error: Exception) -> JSONResponse:
    problem = Problem(title="Not found", status=status.HTTP_404_NOT_FOUND, detail=str(error))
    return JSONResponse(problem.model_dump(), problem.status, media_type="application/problem+json")

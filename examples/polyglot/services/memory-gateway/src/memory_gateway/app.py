"""The HTTP face of the memory store."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, Query, Request, Response, status
from fastapi.responses import JSONResponse

from contracts import Memory, MemoryDraft, MemoryHit, MemoryPage, Problem
from memory_gateway.settings import Settings
from memory_gateway.store import MemoryNotFoundError, MemoryStore
from telemetry.middleware import RequestContextMiddleware


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.store = MemoryStore(settings.database)
        yield
        app.state.store.close()

    app = FastAPI(title="memory-gateway", lifespan=lifespan)
    app.state.settings = settings
    app.add_middleware(RequestContextMiddleware)
    app.add_exception_handler(MemoryNotFoundError, _not_found)
    _add_routes(app)
    return app


def _store(request: Request) -> MemoryStore:
    return request.app.state.store


Store = Annotated[MemoryStore, Depends(_store)]


def _add_routes(app: FastAPI) -> None:
    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.post("/memories", status_code=status.HTTP_201_CREATED)
    def remember(draft: MemoryDraft, store: Store, response: Response) -> Memory:
        memory = store.add(draft)
        response.headers["location"] = f"/memories/{memory.id}"
        return memory

    @app.get("/memories")
    def page(
        request: Request,
        store: Store,
        after: Annotated[int, Query(ge=0)] = 0,
        subject: str | None = None,
    ) -> MemoryPage:
        size = request.app.state.settings.page_size
        items = store.page(after, size, subject)
        return MemoryPage(items=items, next_after=items[-1].id if len(items) == size else None)

    # Before `/memories/{memory_id}`, which would take `search` for an identity.
    @app.get("/memories/search")
    def search(
        store: Store,
        subject: str,
        q: Annotated[str, Query(min_length=1)],
        limit: Annotated[int, Query(ge=1, le=50)] = 5,
    ) -> list[MemoryHit]:
        return store.search(subject, q, limit)

    @app.get("/memories/{memory_id}")
    def recall(memory_id: int, store: Store) -> Memory:
        return store.get(memory_id)

    @app.delete("/memories/{memory_id}", status_code=status.HTTP_204_NO_CONTENT)
    def forget(memory_id: int, store: Store) -> None:
        store.forget(memory_id)


async def _not_found(request: Request, error: Exception) -> JSONResponse:
    problem = Problem(title="Not found", status=status.HTTP_404_NOT_FOUND, detail=str(error))
    return JSONResponse(problem.model_dump(), problem.status, media_type="application/problem+json")

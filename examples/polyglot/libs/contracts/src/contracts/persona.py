"""Personas and the prompts composed from them."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from contracts.chat import ChatMessage
from contracts.memory import Subject


class Persona(BaseModel):
    """How an assistant speaks, and what it must never do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,30}$")]
    voice: str
    principles: tuple[str, ...] = ()
    model: str
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.7


class PromptRequest(BaseModel):
    """Asks for a prompt: who speaks, about whom, and what was said last."""

    subject: Subject
    message: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    memories: Annotated[int, Field(ge=0, le=50)] = 5


class Prompt(BaseModel):
    """Messages ready for a chat model."""

    model: str
    temperature: float
    messages: list[ChatMessage]
    memories_used: list[int] = []
    degraded: bool = False
    """True when the memory gateway could not be asked."""

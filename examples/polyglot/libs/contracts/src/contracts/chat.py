"""What is sent to a language model."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

ModelName = Annotated[str, StringConstraints(pattern=r"^[\w./-]+(:[\w.-]+)?$")]


class Role(StrEnum):
    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class ChatMessage(BaseModel):
    role: Role
    content: str


class ChatRequest(BaseModel):
    """A chat: the whole history, oldest first."""

    model: ModelName
    messages: Annotated[list[ChatMessage], Field(min_length=1)]
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    stream: bool = False


class GenerateRequest(BaseModel):
    """A single prompt without history."""

    model: ModelName
    prompt: Annotated[str, StringConstraints(min_length=1)]
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None

"""The messages that the services exchange."""

from contracts.chat import ChatMessage, ChatRequest, GenerateRequest, Role
from contracts.memory import Memory, MemoryDraft, MemoryHit, MemoryPage
from contracts.persona import Persona, Prompt, PromptRequest
from contracts.problem import Problem

__all__ = [
    "ChatMessage",
    "ChatRequest",
    "GenerateRequest",
    "Memory",
    "MemoryDraft",
    "MemoryHit",
    "MemoryPage",
    "Persona",
    "Problem",
    "Prompt",
    "PromptRequest",
    "Role",
]

"""Puts a prompt together. Plain data in, plain data out."""

from collections.abc import Sequence

from contracts import ChatMessage, MemoryHit, Persona, Prompt, PromptRequest, Role
from textkit import fit_to_budget


def compose(
    persona: Persona, request: PromptRequest, hits: Sequence[MemoryHit] | None, budget: int
) -> Prompt:
    """Composes a prompt; `hits` is None when the memories could not be read."""
    texts = [hit.memory.text for hit in hits or ()]
    kept = fit_to_budget(texts, budget)
    system = [persona.voice]
    if persona.principles:
        system.append("Principles:\n" + _bullets(persona.principles))
    if kept:
        system.append(f"What you remember of {request.subject}:\n" + _bullets(kept))
    return Prompt(
        model=persona.model,
        temperature=persona.temperature,
        messages=[
            ChatMessage(role=Role.SYSTEM, content="\n\n".join(system)),
            ChatMessage(role=Role.USER, content=request.message),
        ],
        memories_used=[hit.memory.id for hit in (hits or ())[: len(kept)]],
        degraded=hits is None,
    )


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)

from datetime import UTC, datetime

import pytest

from contracts import Memory, MemoryHit, Persona, PromptRequest
from persona_adapter.compose import compose

SAGE = Persona(name="sage", voice="Be calm.", principles=("Don't guess.",), model="llama3.2")
REQUEST = PromptRequest(subject="ada", message="What do I drink?")


def hit(memory_id: int, text: str) -> MemoryHit:
    created_at = datetime(2026, 1, 1, tzinfo=UTC)
    return MemoryHit(
        memory=Memory(id=memory_id, subject="ada", text=text, created_at=created_at), score=1
    )


def test_a_prompt_holds_voice_principles_memories_and_message():
    prompt = compose(SAGE, REQUEST, [hit(7, "Drinks tea.")], budget=100)
    system, user = prompt.messages
    assert system.content == (
        "Be calm.\n\nPrinciples:\n- Don't guess.\n\nWhat you remember of ada:\n- Drinks tea."
    )
    assert user.content == "What do I drink?"
    assert prompt.memories_used == [7]
    assert not prompt.degraded


def test_memories_beyond_the_budget_are_left_out():
    prompt = compose(SAGE, REQUEST, [hit(1, "a" * 40), hit(2, "b" * 40)], budget=15)
    assert prompt.memories_used == [1]


@pytest.mark.parametrize(("hits", "degraded"), [(None, True), ([], False)])
def test_missing_memories_are_told_from_none(hits, degraded):
    prompt = compose(SAGE, REQUEST, hits, budget=100)
    assert prompt.degraded is degraded
    assert "remember" not in prompt.messages[0].content

import pytest
from pydantic import ValidationError

from contracts import ChatRequest, MemoryDraft, Persona


def test_tags_are_sorted_unique_and_lower_case():
    draft = MemoryDraft(subject="ada", text="likes tea", tags=(" Tea ", "drink", "tea"))
    assert draft.tags == ("drink", "tea")


@pytest.mark.parametrize("subject", ["", "Ada", "a b", "-ada", "x" * 64])
def test_a_subject_is_a_short_slug(subject):
    with pytest.raises(ValidationError, match="subject"):
        MemoryDraft(subject=subject, text="x")


def test_unknown_fields_are_refused():
    with pytest.raises(ValidationError, match="extra_forbidden"):
        MemoryDraft.model_validate({"subject": "ada", "text": "x", "colour": "red"})


def test_a_chat_needs_a_message():
    with pytest.raises(ValidationError, match="messages"):
        ChatRequest(model="llama3.2:3b", messages=[])


def test_temperature_is_bounded():
    with pytest.raises(ValidationError, match="temperature"):
        Persona(name="sage", voice="calm", model="llama3.2", temperature=2.5)

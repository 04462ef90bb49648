"""Keeps texts within what a model can read."""

from collections.abc import Sequence

# Byte-pair encodings give about four characters of English a token.
_CHARACTERS_PER_TOKEN = 4


def estimate_tokens(text: str) -> int:
    """Estimates how many tokens a model needs; never zero for a text that isn't empty."""
    return -(-len(text) // _CHARACTERS_PER_TOKEN)


def fit_to_budget(texts: Sequence[str], budget: int) -> list[str]:
    """Gives the first texts that fit into `budget` tokens together; a text is never cut."""
    kept: list[str] = []
    for text in texts:
        budget -= estimate_tokens(text)
        if budget < 0:
            break
        kept.append(text)
    return kept

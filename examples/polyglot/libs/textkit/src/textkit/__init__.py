"""Words, ranking and budgets for short texts."""

from textkit.budget import estimate_tokens, fit_to_budget
from textkit.ranking import Ranker
from textkit.words import fingerprint, words

__all__ = ["Ranker", "estimate_tokens", "fingerprint", "fit_to_budget", "words"]

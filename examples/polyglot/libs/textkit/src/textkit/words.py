"""Splits text into comparable words."""

import re
import unicodedata

_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
_WORD = re.compile(rf"[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*")

# The most frequent words of English: they tell no text from another.
_COMMON = frozenset(
    _WORD.findall(
        "a an and are as at be but by did do does for from has have he her his i if in is it its me"
        " my no not of on or our she so that the their them they this to was we were what when"
        " which who will with you your"
    )
)


def words(text: str) -> list[str]:
    """Gives the words of a text, folded so that case, accents and a plural `s` don't matter."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return [_stem(word) for word in _WORD.findall(plain) if word not in _COMMON]


def fingerprint(text: str) -> str:
    """Gives a key that two texts share when they differ only in order, case and small words."""
    return " ".join(sorted(set(words(text))))


def _stem(word: str) -> str:
    if len(word) > 2 and word[-1] == "s" and word[-2] in _APOSTROPHES:
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word

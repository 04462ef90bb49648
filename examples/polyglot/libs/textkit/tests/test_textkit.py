import pytest

from textkit import Ranker, estimate_tokens, fingerprint, fit_to_budget, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cats' café", ["cat", "cafe"]),
        ("Ada's tea, is good_tea", ["ada", "tea", "good", "tea"]),
        ("glass bus this is", ["glass", "bus"]),
        ("Straße", ["strasse"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


def test_fingerprint_forgets_order_and_small_words():
    assert fingerprint("Ada likes the tea") == fingerprint("tea: likes ADA")
    assert fingerprint("Ada likes tea") != fingerprint("Ada hates tea")


def test_the_rarer_word_decides():
    ranker = Ranker([(1, "tea with milk"), (2, "tea with lemon"), (3, "tea alone")])
    assert ranker.search("tea lemon")[0][0] == 2


def test_no_hit_no_result():
    assert Ranker([(1, "tea")]).search("coffee") == []
    assert Ranker[int]().search("tea") == []


def test_a_replaced_text_is_found_by_its_new_words_only():
    ranker = Ranker([("a", "tea"), ("b", "milk")])
    ranker.add("a", "coffee")
    assert ranker.search("tea") == []
    assert [key for key, _ in ranker.search("coffee")] == ["a"]
    assert len(ranker) == 2


def test_limit():
    ranker = Ranker((number, "tea") for number in range(20))
    assert len(ranker.search("tea", limit=5)) == 5


def test_budget_keeps_whole_texts():
    assert estimate_tokens("abcde") == 2
    assert fit_to_budget(["abcd", "abcdefgh", "abcd"], 2) == ["abcd"]
    assert fit_to_budget([], 10) == []

import httpx
import pytest

from reindex import find_repetitions, read_memories, remove


def memory(memory_id: int, text: str, subject: str = "ada") -> dict:
    return {"id": memory_id, "subject": subject, "text": text}


def client(handler) -> httpx.Client:
    return httpx.Client(base_url="http://gateway", transport=httpx.MockTransport(handler))


def test_pages_are_followed():
    pages = {
        "0": {"items": [memory(1, "a"), memory(2, "b")], "next_after": 2},
        "2": {"items": [memory(3, "c")], "next_after": None},
    }
    with client(
        lambda request: httpx.Response(200, json=pages[request.url.params["after"]])
    ) as http:
        assert [item["id"] for item in read_memories(http)] == [1, 2, 3]


def test_only_the_later_one_of_a_subject_is_repeated():
    memories = [memory(1, "Likes tea"), memory(2, "likes  TEA"), memory(3, "Likes tea", "bob")]
    assert [item["id"] for item in find_repetitions(memories)] == [2]


def test_a_memory_that_is_gone_already_is_no_failure():
    answers = {"/memories/1": 204, "/memories/2": 404}
    with client(lambda request: httpx.Response(answers[request.url.path])) as http:
        assert remove(http, [memory(1, "a"), memory(2, "b")]) == 1


def test_a_failure_is_raised():
    with client(lambda _: httpx.Response(500)) as http, pytest.raises(httpx.HTTPStatusError):
        remove(http, [memory(1, "a")])

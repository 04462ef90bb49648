import json

import httpx
import pytest
from fastapi.testclient import TestClient

from ollama_adapter.app import create_app
from ollama_adapter.settings import Settings

CHAT = {"model": "llama3.2:3b", "messages": [{"role": "user", "content": "Hi"}]}


def client(server) -> TestClient:
    """A client of the adapter while `server` answers for Ollama."""
    return TestClient(create_app(Settings(), httpx.MockTransport(server)))


def lines(*events: dict) -> httpx.Response:
    return httpx.Response(200, text="".join(json.dumps(event) + "\n" for event in events))


def test_a_chat_is_passed_on():
    sent = []

    def server(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(200, json={"message": {"role": "assistant", "content": "Hello"}})

    with client(server) as http:
        answer = http.post("/chat", json=CHAT | {"temperature": 0.2})
    assert answer.json() == {"role": "assistant", "content": "Hello"}
    assert sent[0]["options"] == {"temperature": 0.2}
    assert sent[0]["stream"] is False


def test_a_text_is_generated():
    with client(lambda _: httpx.Response(200, json={"response": "42"})) as http:
        answer = http.post("/generate", json={"model": "llama3.2", "prompt": "6 * 7?"})
    assert answer.json() == {"text": "42"}


def test_models_are_sorted():
    tags = {"models": [{"name": "qwen3"}, {"name": "llama3.2:3b"}]}
    with client(lambda _: httpx.Response(200, json=tags)) as http:
        assert http.get("/models").json() == ["llama3.2:3b", "qwen3"]


def test_a_stream_becomes_events():
    def server(request: httpx.Request) -> httpx.Response:
        return lines(
            {"message": {"content": "Hé"}}, {"message": {"content": "llo"}}, {"done": True}
        )

    with client(server) as http:
        answer = http.post("/chat", json=CHAT | {"stream": True})
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text == (
        'event: piece\ndata: {"content": "Hé"}\n\n'
        'event: piece\ndata: {"content": "llo"}\n\n'
        "event: done\ndata: {}\n\n"
    )


def test_an_error_in_the_middle_of_a_stream_is_an_event():
    def server(request: httpx.Request) -> httpx.Response:
        return lines({"message": {"content": "He"}}, {"error": "out of memory"})

    with client(server) as http:
        answer = http.post("/chat", json=CHAT | {"stream": True})
    assert answer.text.endswith('event: error\ndata: {"detail": "out of memory"}\n\n')


def refuse(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


def hang(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("slow", request=request)


def unknown_model(request: httpx.Request) -> httpx.Response:
    return httpx.Response(404, json={"error": "model 'llama3.2:3b' not found"})


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("server", "status", "detail"),
    [
        (refuse, 502, "can't be reached"),
        (hang, 504, "too long"),
        (unknown_model, 404, "not found"),
        (lambda _: httpx.Response(500, text="<html>"), 502, "status 500"),
    ],
)
def test_failures_keep_their_meaning(server, status, detail, stream):
    with client(server) as http:
        answer = http.post("/chat", json=CHAT | {"stream": stream})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert detail in answer.json()["detail"]


def test_an_answer_of_another_shape_is_a_bad_gateway():
    with client(lambda _: httpx.Response(200, json={"text": "?"})) as http:
        assert http.post("/chat", json=CHAT).status_code == 502

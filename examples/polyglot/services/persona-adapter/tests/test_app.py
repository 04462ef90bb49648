import httpx
import pytest
from fastapi.testclient import TestClient

from persona_adapter.app import create_app
from persona_adapter.catalog import PersonaFileError, read_catalog
from persona_adapter.settings import Settings

MEMORY = {
    "id": 3,
    "subject": "ada",
    "text": "Drinks tea.",
    "tags": [],
    "created_at": "2026-01-01T00:00:00Z",
}


def ask(gateway, **body):
    """Asks for the sage's prompt while `gateway` answers for the memory gateway."""
    with TestClient(create_app(Settings(), httpx.MockTransport(gateway))) as client:
        return client.post(
            "/personas/sage/prompt", json={"subject": "ada", "message": "Tea?"} | body
        )


def test_memories_of_the_gateway_reach_the_prompt():
    asked = []

    def gateway(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json=[{"memory": MEMORY, "score": 1.5}])

    answer = ask(gateway, memories=2)
    assert answer.json()["memories_used"] == [3]
    assert dict(asked[0].url.params) == {"subject": "ada", "q": "Tea?", "limit": "2"}
    assert asked[0].headers["x-request-id"] == answer.headers["x-request-id"]


def refuse(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


@pytest.mark.parametrize(
    "gateway",
    [refuse, lambda _: httpx.Response(500), lambda _: httpx.Response(200, text="not JSON")],
    ids=["down", "failing", "talking nonsense"],
)
def test_a_prompt_is_made_without_the_gateway(gateway):
    answer = ask(gateway)
    assert answer.status_code == 200
    assert answer.json()["degraded"] is True


def test_the_gateway_is_not_asked_for_nothing():
    assert ask(refuse, memories=0).json()["degraded"] is False


def test_the_personas_are_listed_and_an_unknown_one_is_not_found():
    with TestClient(create_app(Settings())) as client:
        assert client.get("/personas").json() == ["muse", "sage"]
        assert client.get("/personas/sage").json()["temperature"] == 0.3
        assert client.get("/personas/nobody").json()["detail"] == "No persona named 'nobody'"


@pytest.mark.parametrize("text", ["voice = ", 'voice = "x"', 'name = "x"\nvoice = "y"'])
def test_a_broken_persona_names_its_file(tmp_path, text):
    (tmp_path / "odd.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PersonaFileError, match=r"odd\.toml"):
        read_catalog(tmp_path)

import pytest
from fastapi.testclient import TestClient

from memory_gateway.app import create_app
from memory_gateway.settings import Settings


@pytest.fixture
def client():
    with TestClient(create_app(Settings(page_size=2))) as client:
        yield client


def remember(client, text, subject="ada", tags=()):
    answer = client.post("/memories", json={"subject": subject, "text": text, "tags": list(tags)})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_health(client):
    assert client.get("/health").json() == {"status": "ok"}


def test_a_memory_can_be_recalled_where_the_answer_points(client):
    answer = client.post("/memories", json={"subject": "ada", "text": "Drinks Earl Grey."})
    recalled = client.get(answer.headers["location"])
    assert recalled.json() == answer.json()


def test_search_finds_the_best_match_of_the_subject_only(client):
    remember(client, "Drinks tea with milk.")
    best = remember(client, "Drinks tea with lemon.", tags=["citrus"])
    remember(client, "Grows lemons.", subject="bob")
    hits = client.get("/memories/search", params={"subject": "ada", "q": "lemon tea?"}).json()
    assert hits[0]["memory"]["id"] == best["id"]
    assert {hit["memory"]["subject"] for hit in hits} == {"ada"}


def test_tags_are_searched_too(client):
    memory = remember(client, "Earl Grey, hot.", tags=["tea"])
    hits = client.get("/memories/search", params={"subject": "ada", "q": "tea"}).json()
    assert [hit["memory"]["id"] for hit in hits] == [memory["id"]]


def test_a_forgotten_memory_is_gone(client):
    memory = remember(client, "Owes Bob five pounds.")
    search = {"subject": "ada", "q": "pounds"}
    assert len(client.get("/memories/search", params=search).json()) == 1
    assert client.delete(f"/memories/{memory['id']}").status_code == 204
    assert client.get("/memories/search", params=search).json() == []
    missing = client.get(f"/memories/{memory['id']}")
    assert missing.status_code == 404
    assert missing.headers["content-type"] == "application/problem+json"
    assert missing.json()["detail"] == f"No memory {memory['id']}"


def test_pages_lead_to_every_memory(client):
    ids = [remember(client, f"Fact {number}")["id"] for number in range(5)]
    seen, after = [], 0
    while after is not None:
        page = client.get("/memories", params={"after": after}).json()
        seen += [item["id"] for item in page["items"]]
        after = page["next_after"]
    assert seen == ids


def test_memories_outlive_the_process_in_a_file(tmp_path):
    settings = Settings(database=tmp_path / "memories.sqlite3")
    with TestClient(create_app(settings)) as client:
        remember(client, "Likes maps.")
    with TestClient(create_app(settings)) as client:
        hits = client.get("/memories/search", params={"subject": "ada", "q": "map"}).json()
    assert hits[0]["memory"]["text"] == "Likes maps."

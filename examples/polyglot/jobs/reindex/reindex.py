"""Removes memories that say the same as an older one.

Run it beside the memory gateway: `python reindex.py http://127.0.0.1:8101`.
"""

import argparse
from collections.abc import Iterable, Iterator
from typing import Any

import httpx

Memory = dict[str, Any]


def read_memories(http: httpx.Client) -> Iterator[Memory]:
    """Reads all memories of the gateway, page by page, the oldest first."""
    after: int | None = 0
    while after is not None:
        page = http.get("/memories", params={"after": after}).raise_for_status().json()
        yield from page["items"]
        after = page["next_after"]


def find_repetitions(memories: Iterable[Memory]) -> list[Memory]:
    """Gives each memory whose subject and words were there before."""
    seen: set[tuple[str, str]] = set()
    repeated = []
    for memory in memories:
        key = memory["subject"], " ".join(memory["text"].casefold().split())
        if key in seen:
            repeated.append(memory)
        seen.add(key)
    return repeated


def remove(http: httpx.Client, memories: Iterable[Memory]) -> int:
    """Removes memories, and gives how many were still there."""
    removed = 0
    for memory in memories:
        answer = http.delete(f"/memories/{memory['id']}")
        if answer.status_code != httpx.codes.NOT_FOUND:
            answer.raise_for_status()
            removed += 1
    return removed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gateway", help="address of the memory gateway")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    arguments = parser.parse_args()
    with httpx.Client(base_url=arguments.gateway) as http:
        repeated = find_repetitions(read_memories(http))
        removed = 0 if arguments.dry_run else remove(http, repeated)
    print(f"{len(repeated)} repeated, {removed} removed")


if __name__ == "__main__":
    main()

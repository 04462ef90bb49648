"""Turns a persona and its memories into a prompt."""

from persona_adapter.app import create_app

__all__ = ["create_app"]

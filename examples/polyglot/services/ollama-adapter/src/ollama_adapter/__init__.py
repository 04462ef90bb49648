"""Speaks to an Ollama server on behalf of the other services."""

from ollama_adapter.app import create_app

__all__ = ["create_app"]

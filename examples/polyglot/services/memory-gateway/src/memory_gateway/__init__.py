"""Keeps memories and finds the ones that matter."""

from memory_gateway.app import create_app

__all__ = ["create_app"]

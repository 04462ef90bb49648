"""Reads personas: one TOML file each, named after the persona."""

import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from contracts import Persona


class PersonaFileError(ValueError):
    """A persona's file can't be used; the message says which and why."""


class PersonaNotFoundError(LookupError):
    """No persona has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No persona named {name!r}")


class Catalog:
    def __init__(self, personas: dict[str, Persona]) -> None:
        self._personas = personas

    def names(self) -> list[str]:
        return sorted(self._personas)

    def get(self, name: str) -> Persona:
        try:
            return self._personas[name]
        except KeyError:
            raise PersonaNotFoundError(name) from None


def read_catalog(folder: Path | None = None) -> Catalog:
    """Reads all personas of a folder, or the built-in ones."""
    source = folder if folder is not None else resources.files("persona_adapter") / "personas"
    files = [file for file in source.iterdir() if file.name.endswith(".toml")]
    personas = [_read_persona(file) for file in files]
    return Catalog({persona.name: persona for persona in personas})


def _read_persona(file: Traversable) -> Persona:
    try:
        fields = tomllib.loads(file.read_text(encoding="utf-8"))
        return Persona(name=file.name.removesuffix(".toml"), **fields)
    except (tomllib.TOMLDecodeError, ValidationError, TypeError) as error:
        raise PersonaFileError(f"{file.name}: {error}") from error

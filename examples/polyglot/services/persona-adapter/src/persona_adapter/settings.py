from pathlib import Path

from pydantic import HttpUrl
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from the environment: `PERSONA_MEMORY_URL`, `PERSONA_FOLDER` and so on."""

    model_config = SettingsConfigDict(env_prefix="PERSONA_", frozen=True)

    memory_url: HttpUrl = HttpUrl("http://127.0.0.1:8101")
    memory_timeout: float = 2.0
    folder: Path | None = None
    """Personas of your own, as TOML files; the built-in ones otherwise."""
    memory_budget: int = 512
    """How many tokens of a prompt may be memories."""
    host: str = "127.0.0.1"
    port: int = 8102
    log_level: str = "INFO"

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from the environment: `MEMORY_DATABASE`, `MEMORY_PORT` and so on."""

    model_config = SettingsConfigDict(env_prefix="MEMORY_", frozen=True)

    database: Path | None = None
    """A SQLite file; without one, memories last as long as the process."""
    host: str = "127.0.0.1"
    port: int = 8101
    log_level: str = "INFO"
    page_size: int = 100

"""What the job is told by its environment."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Variables with the prefix `REPORT_`."""

    model_config = SettingsConfigDict(env_prefix="REPORT_")

    database: str = "sqlite:///usage.sqlite3"
    folder: Path = Path("reports")
    webhook: str | None = None

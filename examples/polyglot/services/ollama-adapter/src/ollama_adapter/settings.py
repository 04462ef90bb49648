from pydantic import HttpUrl
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from the environment: `OLLAMA_ADAPTER_SERVER` and so on."""

    model_config = SettingsConfigDict(env_prefix="OLLAMA_ADAPTER_", frozen=True)

    server: HttpUrl = HttpUrl("http://127.0.0.1:11434")
    connect_timeout: float = 3.0
    read_timeout: float = 120.0
    """A model that has to be loaded first may be silent for long."""
    keep_alive: str = "5m"
    host: str = "127.0.0.1"
    port: int = 8103
    log_level: str = "INFO"

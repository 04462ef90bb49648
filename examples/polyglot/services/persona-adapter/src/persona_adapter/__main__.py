import uvicorn

from persona_adapter.app import create_app
from persona_adapter.settings import Settings
from telemetry import configure_logging


def main() -> None:
    settings = Settings()
    configure_logging("persona-adapter", settings.log_level)
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, log_config=None)


if __name__ == "__main__":
    main()

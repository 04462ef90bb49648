import uvicorn

from memory_gateway.app import create_app
from memory_gateway.settings import Settings
from telemetry import configure_logging


def main() -> None:
    settings = Settings()
    configure_logging("memory-gateway", settings.log_level)
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, log_config=None)


if __name__ == "__main__":
    main()

"""`python -m report_builder`."""

import httpx
import structlog

from report_builder.page import write_page
from report_builder.settings import Settings
from report_builder.usage import read_usage
from report_builder.workbook import write_workbook

log = structlog.get_logger()


def main() -> None:
    """Writes both files and tells the webhook, where there is one."""
    settings = Settings()
    usage = read_usage(settings.database)
    settings.folder.mkdir(parents=True, exist_ok=True)
    write_workbook(usage, settings.folder / "usage.xlsx")
    write_page(usage, settings.folder / "usage.html")
    log.info("report.written", folder=str(settings.folder), rows=len(usage))
    if settings.webhook is not None:
        httpx.post(settings.webhook, json={"rows": len(usage)}).raise_for_status()


if __name__ == "__main__":
    main()

"""Writes the page."""

from pathlib import Path

import pandas as pd
from jinja2 import Environment, PackageLoader, select_autoescape


def write_page(usage: pd.DataFrame, file: Path) -> None:
    """Renders the template `usage.html`."""
    loader = PackageLoader("report_builder")
    environment = Environment(loader=loader, autoescape=select_autoescape())
    rows = usage.to_dict("records")
    file.write_text(environment.get_template("usage.html").render(rows=rows), encoding="utf-8")

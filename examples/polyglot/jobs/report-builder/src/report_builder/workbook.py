"""Writes the workbook."""

from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font


def write_workbook(usage: pd.DataFrame, file: Path) -> None:
    """Writes one sheet with a bold first row."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Usage"
    sheet.append(list(usage.columns))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in usage.itertuples(index=False):
        sheet.append(list(row))
    workbook.save(file)

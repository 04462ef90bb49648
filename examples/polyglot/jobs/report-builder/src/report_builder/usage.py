"""Reads what the services used."""

import pandas as pd
from sqlalchemy import create_engine, text

USAGE = text("SELECT week, service, requests, tokens FROM usage")


def read_usage(database: str) -> pd.DataFrame:
    """Gives requests and tokens of each week and service."""
    with create_engine(database).connect() as connection:
        rows = connection.execute(USAGE).mappings().all()
    frame = pd.DataFrame(rows, columns=["week", "service", "requests", "tokens"])
    return frame.groupby(["week", "service"], as_index=False).sum()

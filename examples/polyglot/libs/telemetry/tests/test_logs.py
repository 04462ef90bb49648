import io
import json
import logging

import pytest

from telemetry import JsonFormatter, configure_logging, current_request_id, request_id_scope


@pytest.fixture
def lines():
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging("probe", "debug", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], level = before
    root.setLevel(level)


def test_a_record_becomes_one_line_with_its_extras(lines):
    logging.getLogger("shop").info("sold %d", 3, extra={"item": "käse"})
    (line,) = lines()
    assert line["message"] == "sold 3"
    assert line["item"] == "käse"
    assert "request_id" not in line


def test_the_request_id_is_on_every_line_of_its_scope(lines):
    with request_id_scope("abcdefgh"):
        logging.getLogger("shop").warning("low")
    assert lines()[0]["request_id"] == "abcdefgh"
    assert current_request_id() is None


def test_an_exception_stays_on_the_line():
    try:
        raise ValueError("broken\nthing")
    except ValueError as error:
        exc_info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("shop", logging.ERROR, __file__, 1, "failed", (), exc_info)
    text = JsonFormatter("probe").format(record)
    assert "\n" not in text
    assert "ValueError: broken" in json.loads(text)["exception"]

"""Structured logs with a request id."""

from telemetry.context import current_request_id, request_id_scope
from telemetry.logs import JsonFormatter, configure_logging

__all__ = ["JsonFormatter", "configure_logging", "current_request_id", "request_id_scope"]

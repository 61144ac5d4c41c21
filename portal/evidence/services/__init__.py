"""Deeds of the evidence library."""

from portal.evidence.services.library import Description, add_data_set
from portal.evidence.services.reading import Table, read_table
from portal.evidence.services.requests import (
    RequestAnswer,
    decline_request,
    provide_data,
    request_evidence,
)

__all__ = [
    "Description",
    "RequestAnswer",
    "Table",
    "add_data_set",
    "decline_request",
    "provide_data",
    "read_table",
    "request_evidence",
]

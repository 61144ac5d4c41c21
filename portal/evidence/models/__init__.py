"""The evidence library: data sets with their licence, and what residents ask for."""

from portal.evidence.models.data_sets import DataSet
from portal.evidence.models.requests import EvidenceRequest

__all__ = ["DataSet", "EvidenceRequest"]

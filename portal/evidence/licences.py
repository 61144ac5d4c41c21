"""Licences under which a data set may be published, and states of a request. Pure: tables."""

from enum import StrEnum


class Licence(StrEnum):
    CC_BY_4_0 = "cc_by_4_0"
    PDL_1_0 = "pdl_1_0"
    CC0_1_0 = "cc0_1_0"
    CC_BY_SA_4_0 = "cc_by_sa_4_0"


class RequestState(StrEnum):
    WAITING = "waiting"
    PROVIDED = "provided"
    DECLINED = "declined"

"""Where data sets belong."""

from collections.abc import Collection, Mapping

from portal.evidence.models import DataSet
from portal.notices.grouping import Belongs


def data_sets_belong(items: Collection[int]) -> Mapping[int, Belongs]:
    fields = ("pk", "area_id", "theme_id", "organisation_id")
    rows = DataSet.objects.filter(pk__in=items).values_list(*fields)
    return {pk: Belongs(area, theme, (by,)) for pk, area, theme, by in rows}

"""Reading the library, and what in it waits for a person."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.evidence.models import DataSet, EvidenceRequest
from portal.evidence.models.data_sets import DataSetQuerySet
from portal.notices.record import Said
from portal.notices.waiting import Waiting
from portal.registers.models import Area, Theme


@dataclass(frozen=True)
class LibraryFilter:
    words: str = ""
    area: Area | None = None
    theme: Theme | None = None


def filtered_data_sets(wanted: LibraryFilter) -> DataSetQuerySet:
    """Those about a ward, with those about the whole city that holds it."""
    rows = DataSet.objects.all()
    for word in wanted.words.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(about__icontains=word) | Q(source__icontains=word)
        )
    if wanted.theme:
        rows = rows.filter(theme=wanted.theme)
    if wanted.area:
        rows = rows.filter(area__in=[wanted.area.pk, wanted.area.parent_id])
    return rows


def may_answer(user: User, asked: EvidenceRequest) -> bool:
    return Role.DEPARTMENT_OFFICER in roles_of(user, asked.item.cycle.area)


def tasks_of(_user: User, roles: frozenset[Role]) -> list[Waiting]:
    """For officers: how many requests wait. One line; the list behind it holds them all."""
    if Role.DEPARTMENT_OFFICER not in roles:
        return []
    count = EvidenceRequest.objects.waiting().count()
    text = _("回答を待っているデータの要望：%(count)d件") % {"count": count}
    return [Waiting(text=text, url=f"{reverse('evidence:requests')}?state=waiting")] * bool(count)


def record_of(user: User, most: int) -> list[Said]:
    """Requests and data sets of a person: the newest of each."""
    asked = EvidenceRequest.objects.filter(by=user).select_related("item")[:most]
    all_added = DataSet.objects.filter(added_by=user).select_related("item")
    added = all_added.order_by("-created_at")[:most]
    return [
        *(
            Said(_("データを求めました"), each.item, each.created_at, str(each.state_name))
            for each in asked
        ),
        *(Said(_("資料を登録しました"), each.item, each.created_at) for each in added),
    ]

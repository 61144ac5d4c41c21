"""Where reports and proposals belong, and by which day the city owes an answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.notices.dates_of import Dated
from portal.notices.grouping import Belongs
from proposals.models import CoAuthor, Proposal, Report


def reports_belong(items: Collection[int]) -> Mapping[int, Belongs]:
    rows = Report.objects.filter(pk__in=items).values_list("pk", "area_id", "theme_id")
    return {pk: Belongs(area, theme) for pk, area, theme in rows}


def proposals_belong(items: Collection[int]) -> Mapping[int, Belongs]:
    """To their organisations too, once those accepted."""
    writers = defaultdict(list)
    accepted = CoAuthor.objects.filter(proposal__in=items, accepted_at__isnull=False)
    for proposal, organisation in accepted.values_list("proposal_id", "organisation_id"):
        writers[proposal].append(organisation)
    rows = Proposal.objects.filter(pk__in=items).values_list("pk", "area_id", "theme_id")
    return {pk: Belongs(area, theme, tuple(writers[pk])) for pk, area, theme in rows}


def answers_owed(after: datetime) -> Iterable[Dated]:
    owed = Report.objects.awaiting_answer().filter(
        answer_due_on__gte=timezone.localtime(after).date(), item__is_public=True
    )
    for report in owed.select_related("item"):
        assert report.answer_due_on
        title = _("市の回答期限：%(title)s") % {"title": report.title}
        key = f"answer-{report.pk}"
        yield Dated(key, title, report.answer_due_on, report.get_absolute_url())

"""The annual report: made by a worker, once a year, or when somebody asks for it anew."""

from django.utils import timezone, translation
from django_tasks import task

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from reviews.documents import annual_pdf
from reviews.errors import NotAnAnalyst, YearIsNotOver
from reviews.models import AnnualReport, ReviewSession
from reviews.selectors.annual import annual_document, last_year


def queue_report(*, actor: User, year: int) -> None:
    """Let a worker make the report of a year anew.

    Raises:
        NotAnAnalyst: analysts make memos and reports.
        YearIsNotOver: there is nothing to report yet.
    """
    if Role.ANALYST not in roles_of(actor):
        raise NotAnAnalyst
    if year >= timezone.localdate().year:
        raise YearIsNotOver(year)
    make_report.enqueue(year)


@task()
def make_report(year: int) -> None:
    """Make and keep the report of a year, page and PDF in both languages."""
    document = annual_document(year)
    made = {}
    for language in ("ja", "en"):
        with translation.override(language):
            made[f"pdf_{language}"] = annual_pdf(document[language])
    AnnualReport.objects.update_or_create(
        year=year, defaults={"document": document, "made_at": timezone.now(), **made}
    )


def report_due_years() -> int:
    """Make the report of last year, if sessions were announced in it and there is none."""
    year = last_year(timezone.localdate())
    there = AnnualReport.objects.filter(year=year).exists()
    if there or not ReviewSession.objects.filter(scheduled_at__year=year).exists():
        return 0
    make_report.func(year)
    return 1

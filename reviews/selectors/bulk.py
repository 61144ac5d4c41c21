"""What a person may enter by a file: a line for each indicator, project and milestone."""

from collections.abc import Iterator

from portal.accounts.models import Organisation, User
from reviews.models import Indicator, Milestone, Project
from reviews.states import BulkKind, ProjectState


def rows_to_fill(person: User) -> Iterator[list[object]]:
    """Kind, number, and four cells to fill, then the name for whoever fills them."""
    own = Organisation.objects.acted_for_by(person)
    running = Project.objects.filter(owner__in=own, state=ProjectState.UNDER_WAY)
    blank = ["", "", "", ""]
    for indicator in Indicator.objects.filter(project__in=running).order_by("project", "item"):
        yield [BulkKind.READING.value, indicator.pk, *blank, indicator.name]
    for project in running.select_related("item").order_by("item"):
        yield [BulkKind.SPENT.value, project.pk, *blank, project.item.title]
    open_ones = Milestone.objects.filter(project__in=running, reached_on=None)
    for milestone in open_ones.order_by("project", "planned_on"):
        yield [BulkKind.MILESTONE.value, milestone.pk, *blank, milestone.title]

"""What was said in discussions and asked on opinion maps, as moderation looks at it."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from deliberation.models import Contribution, Statement, StatementState
from deliberation.subjects import Subject

SAID, ASKED = "contribution", "statement"


def contributions_found(numbers: Collection[int]) -> Mapping[int, Subject]:
    """One query."""
    found = Contribution.objects.on_public_items().filter(pk__in=numbers, moved_to=None)
    rows = found.select_related("author", "thread__item__cycle__area")
    return {said.pk: subject_of_contribution(said) for said in rows}


def subject_of_contribution(said: Contribution) -> Subject:
    return Subject(
        kind=SAID,
        number=said.pk,
        item=said.thread.item,
        author=said.author,
        text=said.text,
        language=said.language,
        url=said.get_absolute_url(),
        is_hidden=said.is_hidden,
        place=said.sequence,
    )


def statements_found(numbers: Collection[int]) -> Mapping[int, Subject]:
    """Those that somebody has looked at already. One query."""
    found = Statement.objects.filter(pk__in=numbers).exclude(state=StatementState.WAITING)
    rows = found.select_related("author", "opinion_map__item__cycle__area")
    return {statement.pk: subject_of_statement(statement) for statement in rows}


def subject_of_statement(statement: Statement) -> Subject:
    item = statement.opinion_map.item
    return Subject(
        kind=ASKED,
        number=statement.pk,
        item=item,
        author=statement.author,
        text=statement.text,
        language=statement.language,
        url=reverse("deliberation:opinion_map", args=[item.pk]),
        is_hidden=statement.state == StatementState.REFUSED,
        place=statement.sequence,
    )

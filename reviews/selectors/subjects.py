"""Questions to sessions, as moderation looks at them."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from deliberation.subjects import Subject
from reviews.models import Question

ASKED_IN_REVIEW = "question"


def questions_found(numbers: Collection[int]) -> Mapping[int, Subject]:
    """One query."""
    rows = Question.objects.filter(pk__in=numbers)
    found = rows.select_related("author", "project__item__cycle__area")
    return {question.pk: _subject(question) for question in found}


def _subject(question: Question) -> Subject:
    url = reverse("reviews:session", args=[question.session_id])
    return Subject(
        kind=ASKED_IN_REVIEW,
        number=question.pk,
        item=question.project.item,
        author=question.author,
        text=question.text,
        language=question.language,
        url=f"{url}#question-{question.pk}",
        is_hidden=question.is_hidden,
    )

"""What a thread and its questions keep count of, counted anew under the thread's lock."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from deliberation.models import Contribution, Thread
from deliberation.states import COUNTED, Kind

_IN_SIGHT = Q(hidden_at=None, moved_to=None)
_COUNTS = {
    "for_total": Q(kind=Kind.FOR),
    "against_total": Q(kind=Kind.AGAINST),
    "question_total": Q(kind=Kind.QUESTION),
    "open_question_total": Q(kind=Kind.QUESTION) & (Q(answers=None) | Q(answers=0)),
    "answer_total": Q(kind=Kind.ANSWER),
}


def tally(contribution: Contribution) -> None:
    """Count anew after a contribution came into sight or went out of it.

    Nothing is asked of the database for what no count is kept of.
    """
    if Kind(contribution.kind or "") not in COUNTED:
        return
    if contribution.is_answer and contribution.reply_to_id:
        answers = Contribution.objects.filter(
            _IN_SIGHT, kind=Kind.ANSWER, reply_to=contribution.reply_to_id
        )
        Contribution.objects.filter(pk=contribution.reply_to_id).update(answers=answers.count())
    tally_thread(contribution.thread_id)


def tally_thread(thread_id: int) -> None:
    """Count all that a thread keeps count of; one statement."""
    seen = Contribution.objects.filter(_IN_SIGHT, thread=OuterRef("pk"))
    Thread.objects.filter(pk=thread_id).update(
        **{
            field: Coalesce(Subquery(_counted(seen.filter(which))), Value(0))
            for field, which in _COUNTS.items()
        }
    )


def _counted(rows: QuerySet[Contribution]) -> QuerySet[Contribution, dict[str, int]]:
    return rows.order_by().values("thread").annotate(number=Count("pk")).values("number")

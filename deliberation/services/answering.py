"""Answering statements, and taking one's answers back."""

from django.db import transaction
from django.utils import timezone

from deliberation.errors import OpinionMapIsClosed, StatementIsNotOpen
from deliberation.models import OpinionMap, PersonalAnswers, Statement, StatementState
from deliberation.opinions.answers import Answer
from portal.accounts.models import User
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit


@transaction.atomic
def answer_statement(*, actor: User, statement: Statement, answer: Answer) -> PersonalAnswers:
    """Agree, disagree or pass, or answer anew; groups are looked for again soon after.

    Raises:
        PhaseIsNotOpen, OpinionMapIsClosed: nothing is asked now.
        StatementIsNotOpen: the statement waits, or was refused.
    """
    opinion_map = statement.opinion_map
    _admit(actor, opinion_map)
    if statement.state != StatementState.SHOWN:
        raise StatementIsNotOpen
    now = timezone.now()
    PersonalAnswers.objects.get_or_create(
        opinion_map=opinion_map, person=actor, defaults={"first_at": now}
    )
    # Of two answers of one person at once, neither takes the other's letter away.
    own = PersonalAnswers.objects.select_for_update().get(opinion_map=opinion_map, person=actor)
    letters = list(own.letters.ljust(statement.sequence, Answer.NONE))
    letters[statement.sequence - 1] = answer
    own.letters, own.last_at = "".join(letters), now
    own.save(update_fields=["letters", "last_at"])
    _note_change(opinion_map)
    return own


@transaction.atomic
def forget_answers(*, actor: User, opinion_map: OpinionMap) -> None:
    """Take all one's answers on a map back. They leave the published matrix with its next edition.

    Raises:
        PhaseIsNotOpen, OpinionMapIsClosed: what was published last stays as it is.
    """
    _admit(actor, opinion_map)
    PersonalAnswers.objects.filter(opinion_map=opinion_map, person=actor).delete()
    _note_change(opinion_map)


def _admit(actor: User, opinion_map: OpinionMap) -> None:
    item = opinion_map.item
    admit(actor=actor, cycle=item.cycle, action=Action.COMMENT, prefer=item.phase)
    # Not held, so that thousands may answer at once; who closes it takes the last answers along.
    if not OpinionMap.objects.filter(pk=opinion_map.pk, closed_at=None).exists():
        raise OpinionMapIsClosed


def _note_change(opinion_map: OpinionMap) -> None:
    """Once it is noted, nobody who answers waits for that row."""
    OpinionMap.objects.filter(pk=opinion_map.pk, is_changed=False).update(is_changed=True)

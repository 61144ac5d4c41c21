"""Opinion maps with statements, and people who answered them."""

from datetime import timedelta

from django.utils import timezone

from deliberation.models import OpinionMap, PersonalAnswers
from deliberation.services import add_statement, open_map
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.lifecycle.phases import Phase
from tests.factories.accounts import RoleGrantFactory
from tests.factories.lifecycle import cycle_in


def facilitator():
    return RoleGrantFactory(role=Role.FACILITATOR).user


def map_with(statements=6, *, cycle=None, actor=None, **fields) -> OpinionMap:
    """An open map whose statements are shown."""
    actor = actor or facilitator()
    opened = open_map(
        actor=actor,
        cycle=cycle or cycle_in(Phase.DESIGN),
        **{"question": "公園をどう使いますか", **fields},
    )
    for number in range(1, statements + 1):
        add_statement(actor=actor, opinion_map=opened, text=f"{number}番の考えに賛成です。")
    return opened


def answered_by(opinion_map, letters, people=1, *, at=None, joined_days_ago=100):
    """So many new people who gave these answers."""
    at = at or timezone.now()
    joined = at - timedelta(days=joined_days_ago)
    number = User.objects.count()
    users = User.objects.bulk_create(
        User(email=f"a{number + each}@example.jp", display_name="回答者", date_joined=joined)
        for each in range(people)
    )
    return PersonalAnswers.objects.bulk_create(
        PersonalAnswers(
            opinion_map=opinion_map, person=user, letters=letters, first_at=at, last_at=at
        )
        for user in users
    )

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from deliberation.errors import (
    AnotherDecides,
    AppealIsOver,
    ContributionIsHidden,
    DecisionDoesNotFit,
    FlaggedAlready,
    NotAModerator,
    NotYourContribution,
    OwnWords,
    TooManyFlags,
)
from deliberation.models import Appeal, Case, Contribution, Decision, Flag, StatementState
from deliberation.registrations import FLAG_DAYS, forget_who_reported
from deliberation.selectors.moderation import public_log, queue_of, statistics
from deliberation.selectors.subjects import statements_found
from deliberation.services import (
    add_statement,
    appeal,
    decide,
    decide_statement,
    flag,
    flag_automatically,
    moderating,
)
from deliberation.states import (
    IN_QUEUE,
    MODERATION,
    SECOND_LOOK,
    CaseState,
    Ground,
    ModerationDeed,
    open_deeds,
)
from deliberation.subjects import find_subject
from portal.accounts.models import AuditEntry
from portal.accounts.roles import GRANTABLE, Role
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.events import sentence
from portal.notices.models import Notice
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.deliberation import contribute, item_to_discuss
from tests.factories.lifecycle import cycle_in
from tests.factories.opinions import map_with
from tests.factories.registers import AreaFactory

pytestmark = pytest.mark.django_db
REASON = "電話番号が書かれていたため、非表示にします。"
WHY = "番号は市の窓口のもので、個人のものではありません。"


def moderator(area=None):
    return RoleGrantFactory(role=Role.MODERATOR, area=area).user


def said_by(actor=None, item=None):
    said = contribute(item or item_to_discuss(), **({"actor": actor} if actor else {}))
    return find_subject("contribution", said.pk)


def told(person):
    notices = Notice.objects.filter(user=person).order_by("pk")
    return [notice.event.kind.removeprefix("deliberation.") for notice in notices]


def hidden(subject, by, reason=REASON):
    return decide(
        actor=by, subject=subject, deed=ModerationDeed.HIDE, reason=reason, ground=Ground.PERSONAL
    )


def test_a_report_waits_for_the_moderators_of_its_area_who_are_told_once():
    subject, here = said_by(), moderator()
    elsewhere = moderator(AreaFactory(code="12102"))
    for _ in range(2):
        flag(actor=UserFactory(), subject=subject, ground=Ground.ABUSE, note="ひどい言い方です")

    assert [case.flagged for case in queue_of(here)] == [2]
    assert not queue_of(elsewhere).exists()
    assert (told(here), told(elsewhere)) == (["flagged"], [])
    notice = Notice.objects.get(user=here)
    assert notice.event.actor is None
    assert "意見（1番）" in sentence(notice.event)


def test_a_moderator_of_the_area_has_what_is_of_it():
    area = AreaFactory(code="12103")
    item = item_to_discuss(cycle=cycle_in(1, area=area))
    flag(actor=UserFactory(), subject=said_by(item=item), ground=Ground.OTHER)

    assert queue_of(moderator(area)).count() == 1


def test_nobody_reports_twice_nor_themselves_nor_what_is_hidden():
    person = UserFactory()
    subject, own = said_by(), said_by(person)
    flag(actor=person, subject=subject, ground=Ground.ABUSE)

    with pytest.raises(FlaggedAlready):
        flag(actor=person, subject=subject, ground=Ground.OTHER)
    with pytest.raises(OwnWords):
        flag(actor=person, subject=own, ground=Ground.OTHER)
    hidden(subject, moderator())
    with pytest.raises(ContributionIsHidden):
        flag(actor=UserFactory(), subject=subject, ground=Ground.OTHER)


def test_a_person_reports_so_much_a_day(monkeypatch):
    monkeypatch.setattr(moderating, "MOST_FLAGS_A_DAY", 1)
    person = UserFactory()
    flag(actor=person, subject=said_by(), ground=Ground.OTHER)

    with pytest.raises(TooManyFlags):
        flag(actor=person, subject=said_by(), ground=Ground.OTHER)


def test_hiding_tells_the_author_and_who_reported_and_stands_in_the_public_log():
    subject, reporter, by = said_by(), UserFactory(), moderator()
    flag(actor=reporter, subject=subject, ground=Ground.PERSONAL)
    with time_machine.travel(timezone.now() + timedelta(minutes=90), tick=False):
        decision = hidden(subject, by)

    assert (told(subject.author), told(reporter)) == (["hidden"], ["flag_hidden"])
    assert REASON in sentence(Notice.objects.get(user=subject.author).event)
    assert decision.waited_minutes == 90
    assert list(public_log()) == [decision]
    assert Contribution.objects.get().hidden_reason == REASON
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.subject) == (by, f"deliberation.contribution:{subject.number}")


def test_what_is_kept_leaves_the_queue_until_somebody_else_reports_it():
    subject, reporter, by = said_by(), UserFactory(), moderator()
    flag(actor=reporter, subject=subject, ground=Ground.OTHER)
    decide(actor=by, subject=subject, deed=ModerationDeed.KEEP, reason=REASON)

    assert told(reporter) == ["flag_kept"]
    assert told(subject.author) == []
    assert not queue_of(by).exists()
    flag(actor=UserFactory(), subject=subject, ground=Ground.OTHER)
    assert queue_of(by).count() == 1
    assert told(by) == ["flagged", "flagged"]


@pytest.mark.parametrize("role", sorted(GRANTABLE - {Role.MODERATOR}))
@pytest.mark.parametrize("deed", ModerationDeed)
def test_nobody_but_a_moderator_decides(role, deed):
    actor = RoleGrantFactory(role=role).user

    with pytest.raises(NotAModerator):
        decide(actor=actor, subject=said_by(), deed=deed, reason=REASON)


@pytest.mark.parametrize("deed", ModerationDeed)
def test_nobody_decides_about_what_they_wrote(deed):
    by = moderator()

    with pytest.raises(OwnWords):
        decide(actor=by, subject=said_by(by), deed=deed, reason=REASON)
    flag(actor=UserFactory(), subject=said_by(by), ground=Ground.OTHER)
    assert not queue_of(by).exists()


@pytest.mark.parametrize("deed", ModerationDeed)
def test_every_decision_has_a_reason(deed):
    with pytest.raises(ReasonIsMissing):
        decide(actor=moderator(), subject=said_by(), deed=deed, reason="だめ")


def test_every_state_has_a_way_on_and_what_is_hidden_a_way_back():
    assert {state for state in CaseState if not open_deeds(state)} == set()
    assert set(MODERATION) == set(ModerationDeed)
    for states, leads_to in MODERATION.values():
        assert leads_to not in states | IN_QUEUE


@pytest.mark.parametrize("deed", sorted(SECOND_LOOK | {ModerationDeed.KEEP}))
def test_what_nobody_asked_about_is_not_decided(deed):
    with pytest.raises(DecisionDoesNotFit):
        decide(actor=moderator(), subject=said_by(), deed=deed, reason=REASON)


@pytest.mark.parametrize(
    ("deed", "notice", "is_hidden"),
    [
        (ModerationDeed.GRANT, "appeal_granted", False),
        (ModerationDeed.UPHOLD, "appeal_upheld", True),
    ],
)
def test_another_moderator_decides_an_appeal(deed, notice, is_hidden):
    first, second, subject = moderator(), moderator(), said_by()
    hiding = hidden(subject, first)
    appeal(actor=subject.author, subject=subject, text=WHY)

    assert (told(first), told(second)) == ([], ["appealed"])
    with pytest.raises(AnotherDecides):
        decide(actor=first, subject=subject, deed=deed, reason=REASON)
    decision = decide(actor=second, subject=subject, deed=deed, reason=WHY)

    assert decision.looks_at == hiding
    assert Contribution.objects.get().is_hidden is is_hidden
    assert told(subject.author) == ["hidden", notice]
    with pytest.raises(AppealIsOver):
        appeal(actor=subject.author, subject=subject, text=WHY)


def test_who_hid_it_may_think_again_after_an_appeal():
    first, subject = moderator(), said_by()
    hidden(subject, first)
    appeal(actor=subject.author, subject=subject, text=WHY)
    decide(actor=first, subject=subject, deed=ModerationDeed.SHOW, reason=WHY)

    assert not Contribution.objects.get().is_hidden


def test_an_appeal_is_of_the_author_in_time_with_a_reason_and_against_a_hiding():
    subject = said_by()
    with pytest.raises(AppealIsOver):
        appeal(actor=subject.author, subject=subject, text=WHY)
    hidden(subject, moderator())

    with pytest.raises(NotYourContribution):
        appeal(actor=UserFactory(), subject=subject, text=WHY)
    with pytest.raises(ReasonIsMissing):
        appeal(actor=subject.author, subject=subject, text="いや")
    late = timezone.now() + timedelta(days=31)
    with time_machine.travel(late), pytest.raises(AppealIsOver):
        appeal(actor=subject.author, subject=subject, text=WHY)
    assert not Appeal.objects.exists()


def test_a_statement_that_was_refused_can_be_appealed_and_comes_back():
    opened = map_with(1)
    statement = add_statement(actor=UserFactory(), opinion_map=opened, text="公園を広くする。")
    decide_statement(
        actor=opened.opened_by, statement=statement, state=StatementState.REFUSED, reason=REASON
    )
    subject = statements_found([statement.pk])[statement.pk]
    appeal(actor=statement.author, subject=subject, text=WHY)
    decide(actor=moderator(), subject=subject, deed=ModerationDeed.GRANT, reason=WHY)

    statement.refresh_from_db()
    assert statement.state == StatementState.SHOWN
    decided = Decision.objects.filter(case__number=statement.pk, case__kind="statement")
    assert list(decided.values_list("deed", "role")) == [
        ("hide", "opener"),
        ("grant", "moderator"),
    ]


def test_a_statement_that_waits_is_nothing_to_report():
    statement = add_statement(actor=UserFactory(), opinion_map=map_with(1), text="広くする。")

    assert find_subject("statement", statement.pk) is None


def test_what_waits_for_an_appeal_is_counted_among_what_is_hidden():
    subject = said_by()
    hidden(subject, moderator())
    appeal(actor=subject.author, subject=subject, text="言い争いではありません")

    found = statistics()

    assert (found.appealed, found.hidden, found.by_kind) == (1, 1, [("意見", 1)])


def test_nobody_is_named_half_a_year_after_a_report_that_was_decided():
    decided, waits = said_by(), said_by()
    for subject in (decided, waits):
        flag(actor=UserFactory(), subject=subject, ground=Ground.ABUSE, note="ひどい言い方です")
    hidden(decided, moderator())

    later = timezone.now() + timedelta(days=FLAG_DAYS, minutes=1)
    assert forget_who_reported(timezone.now()) == 0
    assert forget_who_reported(later) == 1
    assert forget_who_reported(later) == 0
    assert Flag.objects.get(case__number=decided.number).note == ""
    assert Flag.objects.get(case__number=waits.number).person is not None


def test_the_numbers_that_are_published_tell_people_from_rules_and_hide_small_cells():
    by, subjects = moderator(), [said_by() for _ in range(6)]
    for subject in subjects[:5]:
        flag(actor=UserFactory(), subject=subject, ground=Ground.ABUSE)
    flag_automatically(subject=subjects[5], ground=Ground.WORD, note="ばか")
    flag(actor=UserFactory(), subject=subjects[5], ground=Ground.OTHER)
    hidden(subjects[0], by)
    decide(actor=by, subject=subjects[1], deed=ModerationDeed.KEEP, reason=REASON)

    found = statistics()

    assert (found.ever.flags, found.ever.automatic, found.waiting, found.hidden) == (6, 1, 4, 1)
    assert found.ever.by_deed[ModerationDeed.HIDE] == 1
    assert found.ever.minutes == 0
    assert found.by_kind == [("意見", 1)]
    numbers = dict(found.ever.by_ground)
    assert numbers["人を傷つける・差別する言葉がある"] == 5
    assert numbers["そのほか"] is None
    assert numbers["話題に関係がない"] == 0
    assert Case.objects.in_queue().count() == 4

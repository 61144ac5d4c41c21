import pytest

from deliberation.errors import (
    ChairIsAParty,
    ChairSaysNothing,
    ContributionIsHidden,
    ContributionIsMoved,
    NotAFacilitator,
    NothingIsSaid,
    NotMovedThere,
    NotTheChair,
    NotTheirSummary,
    NotYourContribution,
    ObjectedAlready,
    RestsOnNothing,
    SummaryIsWithdrawn,
    ThreadIsClosed,
    ThreadIsOpen,
    TooManyPins,
)
from deliberation.models import Case, Contribution, Reaction, Thread, ThreadAct
from deliberation.selectors.facilitation import desk_of, outcome_of, summaries_of
from deliberation.services import (
    close_thread,
    edit_contribution,
    flag,
    hide_contribution,
    leave_chair,
    move_contribution,
    object_to,
    pin,
    react,
    reopen_thread,
    summarise,
    take_chair,
    withdraw_summary,
)
from deliberation.states import Ground, Kind, ReactionKind, ThreadDeed
from deliberation.subjects import find_subject
from portal.accounts.models import RoleGrant
from portal.accounts.organisations import MemberRole
from portal.accounts.roles import GRANTABLE, Role
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.models import Event
from portal.notices.models import Follow, Notice
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
)
from tests.factories.deliberation import contribute, item_to_discuss
from tests.factories.proposals import ProposalFactory, ReportFactory
from tests.factories.registers import AreaFactory

pytestmark = pytest.mark.django_db
SAID = "街灯を増やす案と、道を広げる案が出ました。"
WHY = "同じ話が別の話し合いで続いているため"


@pytest.fixture
def chair(item):
    facilitator = RoleGrantFactory(role=Role.FACILITATOR).user
    take_chair(actor=facilitator, item=item)
    return facilitator


def fresh(said):
    return Contribution.objects.with_speakers().get(pk=said.pk)


def acts(item):
    rows = ThreadAct.objects.filter(thread=item.pk).order_by("pk")
    return list(rows.values_list("deed", "sequence"))


def told(person):
    return list(Notice.objects.filter(user=person).values_list("event__kind", flat=True))


@pytest.mark.parametrize("role", sorted(GRANTABLE - {Role.FACILITATOR}))
def test_nobody_but_a_facilitator_chairs(item, role):
    with pytest.raises(NotAFacilitator):
        take_chair(actor=RoleGrantFactory(role=role).user, item=item)


def test_a_facilitator_of_another_ward_does_not_chair(item):
    elsewhere = RoleGrantFactory(role=Role.FACILITATOR, area=AreaFactory(code="12106")).user

    with pytest.raises(NotAFacilitator):
        take_chair(actor=elsewhere, item=item)


def test_who_said_something_or_wrote_what_is_discussed_does_not_chair(item):
    facilitator = RoleGrantFactory(role=Role.FACILITATOR).user
    contribute(item, actor=facilitator)
    report, proposal = ReportFactory(author=facilitator), ProposalFactory(author=facilitator)

    for each in (item, report.item, proposal.item):
        with pytest.raises(ChairIsAParty):
            take_chair(actor=facilitator, item=each)
    assert not ThreadAct.objects.exists()


def test_who_chairs_says_nothing_there_and_mends_nobodys_words(item, chair):
    said = contribute(item)

    with pytest.raises(ChairSaysNothing):
        contribute(item, actor=chair)
    with pytest.raises(NotYourContribution):
        edit_contribution(contribution=said, actor=chair, text="直した", language="ja")
    contribute(item_to_discuss(cycle=item.cycle), actor=chair)
    leave_chair(actor=chair, item=item)
    assert contribute(item, actor=chair).sequence == 2


def test_every_deed_is_of_who_chairs_and_goes_with_the_role(item, chair):
    said, other = contribute(item), item_to_discuss(cycle=item.cycle)
    summary = summarise(actor=chair, item=item, text=SAID, rests_on=[1])
    done = len(acts(item))

    def all_refused(actor):
        for deed in (
            lambda: leave_chair(actor=actor, item=item),
            lambda: summarise(actor=actor, item=item, text=SAID, rests_on=[1]),
            lambda: withdraw_summary(actor=actor, summary=summary, reason=WHY),
            lambda: pin(actor=actor, contribution=said),
            lambda: move_contribution(actor=actor, contribution=said, to=other, reason=WHY),
            lambda: close_thread(actor=actor, item=item, text=SAID, counted=[1]),
            lambda: reopen_thread(actor=actor, item=item, reason=WHY),
        ):
            with pytest.raises(NotTheChair):
                deed()

    all_refused(RoleGrantFactory(role=Role.FACILITATOR).user)
    RoleGrant.objects.filter(user=chair).update(revoked_at=summary.at)
    all_refused(chair)
    assert len(acts(item)) == done


def test_a_summary_rests_on_words_whose_authors_may_object_once(item, chair):
    first, second = contribute(item), contribute(item)
    summary = summarise(actor=chair, item=item, text=SAID, rests_on=[1])

    assert Thread.objects.get().summary_total == 1
    assert (told(first.author), told(second.author)) == (["deliberation.summarised"], [])
    with pytest.raises(NotTheirSummary):
        object_to(actor=second.author, summary=summary, text="違います")
    with pytest.raises(NothingIsSaid):
        object_to(actor=first.author, summary=summary, text=" ")
    object_to(actor=first.author, summary=summary, text="道を広げるとは書いていません。")
    with pytest.raises(ObjectedAlready):
        object_to(actor=first.author, summary=summary, text="もう一度")
    [shown] = summaries_of(item.pk)
    assert [each.text for each in shown.objections.all()] == ["道を広げるとは書いていません。"]
    assert told(chair) == ["deliberation.objected"]


def test_a_summary_rests_on_what_is_in_sight_in_the_thread(item, chair):
    said = contribute(item)
    hide_contribution(
        contribution=said, actor=RoleGrantFactory(role=Role.MODERATOR).user, reason=WHY
    )

    for numbers in ([], [1], [7]):
        with pytest.raises(RestsOnNothing):
            summarise(actor=chair, item=item, text=SAID, rests_on=numbers)


def test_a_summary_that_was_withdrawn_stands_no_more(item, chair):
    said = contribute(item)
    summary = summarise(actor=chair, item=item, text=SAID, rests_on=[1])
    withdraw_summary(actor=chair, summary=summary, reason=WHY)

    assert summaries_of(item.pk) == []
    assert Thread.objects.get().summary_total == 0
    with pytest.raises(SummaryIsWithdrawn):
        withdraw_summary(actor=chair, summary=summary, reason=WHY)
    with pytest.raises(SummaryIsWithdrawn):
        object_to(actor=said.author, summary=summary, text="違います")
    assert ThreadAct.objects.first().about == WHY


def test_what_stands_out_is_little_and_can_be_taken_back(item, chair):
    said = [contribute(item) for _ in range(4)]
    for each in said[:3]:
        pin(actor=chair, contribution=each)

    with pytest.raises(TooManyPins):
        pin(actor=chair, contribution=said[3])
    pin(actor=chair, contribution=said[0])
    pin(actor=chair, contribution=said[0], pinned=False)
    assert fresh(said[0]).pinned_at is None
    assert fresh(said[1]).change > said[3].change
    assert acts(item)[1:] == [("pin", 1), ("pin", 2), ("pin", 3), ("unpin", 1)]


def test_what_is_hidden_does_not_stand_out(item, chair):
    said = contribute(item)
    hide_contribution(
        contribution=said, actor=RoleGrantFactory(role=Role.MODERATOR).user, reason=WHY
    )

    with pytest.raises(ContributionIsHidden):
        pin(actor=chair, contribution=said)


def test_a_closed_discussion_says_what_was_decided_and_takes_no_more(item, chair):
    said = contribute(item)
    close_thread(actor=chair, item=item, text=SAID, counted=[1])

    outcome = outcome_of(Thread.objects.get())
    assert (outcome.text, [each.pk for each in outcome.counted.all()]) == (SAID, [said.pk])
    assert Event.objects.filter(kind="deliberation.closed", item=item).exists()
    with pytest.raises(ThreadIsClosed):
        contribute(item)
    with pytest.raises(ThreadIsClosed):
        close_thread(actor=chair, item=item, text=SAID, counted=[1])
    reopen_thread(actor=chair, item=item, reason=WHY)
    assert outcome_of(Thread.objects.get()) is None
    assert contribute(item).sequence == 2
    with pytest.raises(ThreadIsOpen):
        reopen_thread(actor=chair, item=item, reason=WHY)


def test_an_outcome_and_what_undoes_something_say_why(item, chair):
    said = contribute(item)
    summary = summarise(actor=chair, item=item, text=SAID, rests_on=[1])
    other = item_to_discuss(cycle=item.cycle)

    for deed in (
        lambda: close_thread(actor=chair, item=item, text="決定", counted=[1]),
        lambda: reopen_thread(actor=chair, item=item, reason="続き"),
        lambda: withdraw_summary(actor=chair, summary=summary, reason="誤り"),
        lambda: move_contribution(actor=chair, contribution=said, to=other, reason="違う"),
    ):
        with pytest.raises(ReasonIsMissing):
            deed()


def test_what_is_moved_takes_its_replies_reactions_and_reports_along(item, chair):
    asked = contribute(item, kind=Kind.QUESTION)
    reply = contribute(item, reply_to=fresh(asked), quote=asked.text[:4])
    react(contribution=asked, actor=reply.author, kind=ReactionKind.THANKS)
    flag(
        actor=UserFactory(),
        subject=find_subject("contribution", asked.pk),
        ground=Ground.OFF_TOPIC,
    )
    other = item_to_discuss(cycle=item.cycle, title="段差")
    contribute(other)

    moved = move_contribution(actor=chair, contribution=fresh(asked), to=other, reason=WHY)

    there = list(Contribution.objects.filter(thread=other.pk).order_by("sequence"))
    assert [(each.sequence, each.text) for each in there[1:]] == [(2, asked.text), (3, reply.text)]
    assert (there[2].reply_to, there[2].quote) == (moved, asked.text[:4])
    assert (moved.author, moved.created_at) == (asked.author, asked.created_at)
    assert Reaction.objects.get().contribution == moved
    assert (Case.objects.get().number, Case.objects.get().item) == (moved.pk, other)
    assert fresh(asked).moved_to == moved
    counts = Thread.objects.order_by("pk").values_list("question_total", flat=True)
    assert list(counts) == [0, 1]
    assert told(reply.author) == ["deliberation.moved"]
    with pytest.raises(ContributionIsMoved):
        move_contribution(actor=chair, contribution=fresh(asked), to=other, reason=WHY)
    with pytest.raises(ContributionIsMoved):
        contribute(item, reply_to=fresh(asked))
    with pytest.raises(ContributionIsMoved):
        react(contribution=fresh(asked), actor=reply.author, kind=ReactionKind.THANKS)


def test_what_was_moved_can_be_moved_back(item, chair):
    said, other = contribute(item), item_to_discuss(cycle=item.cycle)
    moved = move_contribution(actor=chair, contribution=said, to=other, reason=WHY)
    take_chair(actor=chair, item=other)

    back = move_contribution(actor=chair, contribution=moved, to=item, reason=WHY)

    assert (back.thread_id, back.sequence, back.text) == (item.pk, 2, said.text)


def test_a_reply_is_not_moved_and_nothing_leaves_its_cycle(item, chair):
    said = contribute(item)
    reply = contribute(item, reply_to=fresh(said))
    other = item_to_discuss(cycle=item.cycle)
    for what, to in (
        (reply, other),
        (said, item),
        (said, item_to_discuss()),
        (said, item_to_discuss(cycle=item.cycle, is_public=False)),
    ):
        with pytest.raises(NotMovedThere):
            move_contribution(actor=chair, contribution=what, to=to, reason=WHY)


def test_the_desk_shows_what_waits_and_hides_small_cells(item, chair):
    contribute(item, kind=Kind.QUESTION)
    body = OrganisationFactory()
    member = MembershipFactory(organisation=body, role=MemberRole.REPRESENTATIVE).user
    contribute(item, actor=member, organisation=body)
    silent = UserFactory()
    Follow.objects.create(user=silent, item=item)
    summarise(actor=chair, item=item, text=SAID, rests_on=[2])

    desk = desk_of(item)
    assert [each.sequence for each in desk.unanswered] == [1]
    assert [each.sequence for each in desk.fresh] == [1]
    assert (desk.balance.people, desk.balance.loudest) == (None, None)
    assert desk.silence.followers is None
    assert {number for _name, number in desk.balance.organisations} == {None}

    for _ in range(4):
        contribute(item, kind=Kind.FOR)
    desk = desk_of(item)
    assert (desk.balance.people, desk.balance.loudest) == (6, 50)
    assert ("個人として", 5) in desk.balance.organisations
    assert dict(desk.balance.kinds)["賛成"] == 4


def test_every_act_is_logged_and_every_kind_of_act_is_done_here(item, chair):
    contribute(item)
    said, other = contribute(item), item_to_discuss(cycle=item.cycle)
    summary = summarise(actor=chair, item=item, text=SAID, rests_on=[1])
    withdraw_summary(actor=chair, summary=summary, reason=WHY)
    pin(actor=chair, contribution=said)
    pin(actor=chair, contribution=said, pinned=False)
    move_contribution(actor=chair, contribution=said, to=other, reason=WHY)
    close_thread(actor=chair, item=item, text=SAID, counted=[1])
    reopen_thread(actor=chair, item=item, reason=WHY)
    leave_chair(actor=chair, item=item)

    assert [deed for deed, _sequence in acts(item)] == [
        ThreadDeed.CHAIR,
        ThreadDeed.SUMMARISE,
        ThreadDeed.WITHDRAW,
        ThreadDeed.PIN,
        ThreadDeed.UNPIN,
        ThreadDeed.MOVE,
        ThreadDeed.CLOSE,
        ThreadDeed.REOPEN,
        ThreadDeed.LEAVE,
    ]
    assert {deed for deed, _sequence in acts(item)} == set(ThreadDeed)

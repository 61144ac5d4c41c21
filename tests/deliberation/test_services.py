from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from deliberation.errors import (
    ContributionIsHidden,
    ContributionIsShown,
    EditingIsOver,
    ItemIsNotPublic,
    NotAModerator,
    NothingIsSaid,
    NotSpeakingForOrganisation,
    NotYourContribution,
    TextIsTooLong,
)
from deliberation.models import TEXT_LIMIT, Contribution, Thread
from deliberation.services import (
    edit_contribution,
    hide_contribution,
    post_contribution,
    show_contribution,
)
from portal.accounts.models import AuditEntry
from portal.accounts.organisations import MemberRole
from portal.accounts.roles import GRANTABLE, Role
from portal.lifecycle.errors import PhaseIsNotOpen, ReasonIsMissing, RoleIsMissing
from portal.lifecycle.events import sentence
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase
from portal.notices.models import Follow, Notice
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    RoleGrantFactory,
    UserFactory,
)
from tests.factories.deliberation import contribute, item_to_discuss
from tests.factories.lifecycle import cycle_in

pytestmark = pytest.mark.django_db
REASON = "住所が書かれていたため"


@pytest.fixture
def moderator():
    return RoleGrantFactory(role=Role.MODERATOR).user


def test_what_is_said_is_numbered_from_one_in_each_thread(item):
    other = item_to_discuss(cycle=item.cycle, title="段差")

    said = [contribute(item), contribute(item), contribute(other)]

    assert [(c.thread_id, c.sequence, c.change) for c in said] == [
        (item.pk, 1, 1),
        (item.pk, 2, 2),
        (other.pk, 1, 1),
    ]


def test_what_is_said_leaves_an_event_a_history_and_a_follower(item):
    contribution = contribute(item)

    event = Event.objects.get(item=item)
    assert sentence(event) == "「暗い道」に新しい意見が届きました。"
    assert event.actor == contribution.author
    assert contribution.history.get().history_user == contribution.author
    assert Follow.objects.get(item=item).user == contribution.author


def test_a_comment_takes_at_most_twelve_statements(item, statements):
    speaker = MembershipFactory()
    contribute(item)

    with statements() as asked:
        contribute(item, actor=speaker.user, organisation=speaker.organisation)

    assert len(asked.counted) <= 9, asked.counted


@pytest.mark.parametrize("text", ["", "  \r\n　"])
def test_nothing_is_not_said(item, text):
    with pytest.raises(NothingIsSaid):
        contribute(item, text)


def test_a_text_may_be_as_long_as_the_limit_and_no_longer(item):
    assert len(contribute(item, "あ" * TEXT_LIMIT).text) == TEXT_LIMIT
    with pytest.raises(TextIsTooLong):
        contribute(item, "あ" * (TEXT_LIMIT + 1))


def test_a_draft_has_no_discussion(item):
    with pytest.raises(ItemIsNotPublic):
        contribute(item_to_discuss(cycle=item.cycle, is_public=False))


def test_no_comment_is_taken_when_no_phase_is_open():
    with pytest.raises(PhaseIsNotOpen):
        contribute(item_to_discuss(cycle=cycle_in(closed=list(Phase))))

    assert not Thread.objects.exists()


def test_a_closed_account_says_nothing(item):
    with pytest.raises(RoleIsMissing):
        contribute(item, actor=UserFactory(is_active=False))


@pytest.mark.parametrize("role", MemberRole)
def test_only_representatives_and_editors_speak_for_an_organisation(item, role):
    member = MembershipFactory(role=role)

    if role == MemberRole.VIEWER:
        with pytest.raises(NotSpeakingForOrganisation):
            contribute(item, actor=member.user, organisation=member.organisation)
    else:
        said = contribute(item, actor=member.user, organisation=member.organisation)
        assert said.organisation == member.organisation


def test_who_left_an_organisation_no_longer_speaks_for_it(item):
    member = MembershipFactory(left_at=timezone.now())

    with pytest.raises(NotSpeakingForOrganisation):
        contribute(item, actor=member.user, organisation=member.organisation)


def test_a_stranger_does_not_speak_for_an_organisation(item):
    with pytest.raises(NotSpeakingForOrganisation):
        contribute(item, organisation=OrganisationFactory())


def test_an_edit_within_a_quarter_of_an_hour_keeps_what_stood_before(item):
    first, second = contribute(item, "まえ"), contribute(item)

    edited = edit_contribution(contribution=first, actor=first.author, text="あと", language="ja")

    assert (edited.text, edited.sequence, edited.change) == ("あと", 1, 3)
    assert [row.text for row in edited.history.order_by("history_id")] == ["まえ", "あと"]
    assert Thread.objects.get(item=item).last_sequence == second.sequence


@pytest.mark.parametrize(("minutes", "editable"), [(14.9, True), (15.1, False)])
def test_after_a_quarter_of_an_hour_a_text_is_fixed(item, minutes, editable):
    contribution = contribute(item)

    with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
        deed = {"contribution": contribution, "actor": contribution.author}
        if editable:
            edit_contribution(**deed, text="直した", language="ja")
        else:
            with pytest.raises(EditingIsOver):
                edit_contribution(**deed, text="直した", language="ja")

    assert Contribution.objects.get().text == ("直した" if editable else contribution.text)


def test_nobody_edits_the_words_of_another(item, moderator):
    with pytest.raises(NotYourContribution):
        edit_contribution(
            contribution=contribute(item), actor=moderator, text="直した", language="ja"
        )


def test_what_is_hidden_is_not_edited(item, moderator):
    contribution = contribute(item)
    hide_contribution(contribution=contribution, actor=moderator, reason=REASON)

    with pytest.raises(ContributionIsHidden):
        edit_contribution(
            contribution=contribution, actor=contribution.author, text="直した", language="ja"
        )


def test_a_moderator_hides_with_a_reason_that_the_author_is_told(item, moderator):
    contribution = contribute(item)
    follower = contribute(item).author

    hidden = hide_contribution(contribution=contribution, actor=moderator, reason=REASON)

    assert hidden.hidden_reason == REASON
    assert hidden.change == 3
    notice = Notice.objects.get()
    assert notice.user == contribution.author != follower
    assert REASON in sentence(notice.event)
    assert notice.event.delivered_at
    assert AuditEntry.objects.get().actor == moderator
    assert hidden.history.latest().history_user == moderator


def test_what_was_hidden_can_be_shown_again(item, moderator):
    contribution = contribute(item)
    hide_contribution(contribution=contribution, actor=moderator, reason=REASON)

    shown = show_contribution(
        contribution=contribution, actor=moderator, reason="誤って非表示にしたため"
    )

    assert (shown.hidden_at, shown.hidden_reason) == (None, "")
    with pytest.raises(ContributionIsShown):
        show_contribution(contribution=shown, actor=moderator, reason=REASON)


def test_nothing_is_hidden_twice(item, moderator):
    contribution = contribute(item)
    hide_contribution(contribution=contribution, actor=moderator, reason=REASON)

    with pytest.raises(ContributionIsHidden):
        hide_contribution(contribution=contribution, actor=moderator, reason=REASON)


@pytest.mark.parametrize("deed", [hide_contribution, show_contribution])
@pytest.mark.parametrize("role", [None, *sorted(GRANTABLE - {Role.MODERATOR})])
def test_only_moderators_hide_and_show(item, deed, role):
    actor = RoleGrantFactory(role=role).user if role else UserFactory()

    with pytest.raises(NotAModerator):
        deed(contribution=contribute(item), actor=actor, reason=REASON)


@pytest.mark.parametrize("deed", [hide_contribution, show_contribution])
def test_moderation_needs_a_reason_of_real_length(item, moderator, deed):
    with pytest.raises(ReasonIsMissing):
        deed(contribution=contribute(item), actor=moderator, reason="だめ")


def test_the_language_is_the_one_given(item):
    said = post_contribution(
        item=item, actor=UserFactory(), text="More lamps, please.", language="en"
    )

    assert said.language == "en"

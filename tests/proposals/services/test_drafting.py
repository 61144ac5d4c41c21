import pytest

from portal.lifecycle import lineage
from portal.lifecycle.errors import PhaseIsNotOpen
from portal.lifecycle.models import Event, Link
from portal.lifecycle.phases import Phase
from portal.notices.models import Follow
from proposals.errors import EditedMeanwhile, NotAnAuthor, PointIsOutsideTheCity, ReportsAreMissing
from proposals.models import Proposal
from proposals.services import ProposalText, draft_proposal, edit_proposal
from proposals.states import ProposalState
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import DraftFactory, ProposalFactory, ReportFactory
from tests.proposals.people import consented, editor_of, joined
from tests.proposals.services.test_deeds import text_of

pytestmark = pytest.mark.django_db


def begin(actor=None, reports=None, **fields):
    found = [ReportFactory()] if reports is None else reports
    cycle = found[0].item.cycle if found else cycle_in(Phase.DESIGN)
    return draft_proposal(
        actor=actor or UserFactory(),
        cycle=cycle,
        reports=found,
        text=ProposalText(**{"title": "街灯を増やす", "area": cycle.area, **fields}),
    )


def test_a_draft_is_private_and_followed_by_its_author_and_joined_to_its_reports():
    author, reports = UserFactory(), [ReportFactory()]
    reports.append(ReportFactory(cycle=reports[0].item.cycle))

    draft = begin(author, reports)

    assert (draft.state, draft.revision, draft.item.is_public) == (ProposalState.DRAFT, 1, False)
    assert set(Link.objects.filter(target=draft.item).values_list("source", flat=True)) == {
        report.pk for report in reports
    }
    assert Follow.objects.filter(user=author, item=draft.item).exists()


def test_a_draft_shows_on_no_path_and_tells_nobody():
    report = ReportFactory()

    begin(reports=[report])

    assert lineage.neighbours_of(report.item).after == []
    assert not Event.objects.exists()


def test_a_proposal_answers_at_least_one_report():
    with pytest.raises(ReportsAreMissing):
        begin(reports=[])

    assert not Proposal.objects.exists()


def test_outside_its_phase_nothing_is_drafted():
    report = ReportFactory(cycle=cycle_in(Phase.ESTIMATE))

    with pytest.raises(PhaseIsNotOpen):
        begin(reports=[report])


def test_an_edit_is_a_new_revision_in_the_history_with_its_editor():
    draft = DraftFactory()

    edited = edit_proposal(
        actor=draft.author,
        proposal_id=draft.pk,
        based_on=1,
        text=text_of(draft, title="明るい通学路", language="en"),
    )

    assert edited.revision == 2
    assert (edited.item.title, edited.item.language) == ("明るい通学路", "en")
    newest = draft.history.first()
    assert (newest.revision, newest.title, newest.history_user) == (2, "明るい通学路", draft.author)


def test_two_edits_of_one_text_never_overwrite():
    draft = DraftFactory()
    colleague = editor_of(joined(draft).organisation)
    edit_proposal(
        actor=colleague, proposal_id=draft.pk, based_on=1, text=text_of(draft, aim="先に書いた")
    )

    with pytest.raises(EditedMeanwhile) as refusal:
        edit_proposal(
            actor=draft.author,
            proposal_id=draft.pk,
            based_on=1,
            text=text_of(draft, aim="後から書いた"),
        )

    assert (refusal.value.current.revision, refusal.value.current.aim) == (2, "先に書いた")
    draft.refresh_from_db()
    assert (draft.revision, draft.aim) == (2, "先に書いた")


def test_a_text_without_a_change_is_no_revision():
    draft = DraftFactory()
    consented(draft)

    edit_proposal(actor=draft.author, proposal_id=draft.pk, based_on=1, text=text_of(draft))

    draft.refresh_from_db()
    assert draft.revision == 1
    assert not draft.co_authors.without_consent().exists()


def test_an_edit_leaves_consent_behind():
    draft = DraftFactory()
    consented(draft)
    draft.state = ProposalState.CONSENTED
    draft.save()

    edit_proposal(
        actor=draft.author, proposal_id=draft.pk, based_on=1, text=text_of(draft, aim="別の姿")
    )

    draft.refresh_from_db()
    assert draft.state == ProposalState.DRAFT
    assert draft.co_authors.without_consent().count() == 1


@pytest.mark.parametrize("who", ["stranger", "viewer", "invited"])
def test_only_those_who_write_it_edit(who):
    draft = DraftFactory()
    listed = joined(draft)
    if who == "viewer":
        actor = MembershipFactory(organisation=listed.organisation, role="viewer").user
    elif who == "invited":
        listed.accepted_at = None
        listed.save()
        actor = editor_of(listed.organisation)
    else:
        actor = UserFactory()

    with pytest.raises(NotAnAuthor):
        edit_proposal(
            actor=actor, proposal_id=draft.pk, based_on=1, text=text_of(draft, aim="横から")
        )


def test_a_draft_is_left_alone_once_drafting_is_over():
    draft = DraftFactory(cycle=cycle_in(Phase.ESTIMATE))

    with pytest.raises(PhaseIsNotOpen):
        edit_proposal(
            actor=draft.author, proposal_id=draft.pk, based_on=1, text=text_of(draft, aim="遅れて")
        )


def test_what_was_sent_back_is_worked_on_while_others_are_screened():
    returned = ProposalFactory(state=ProposalState.RETURNED, cycle=cycle_in(Phase.ESTIMATE))

    edited = edit_proposal(
        actor=returned.author,
        proposal_id=returned.pk,
        based_on=1,
        text=text_of(returned, means="2か所に減らす。"),
    )

    assert (edited.revision, edited.state) == (2, ProposalState.RETURNED)


def test_a_proposal_for_the_whole_city_may_name_a_point_in_it(registers):
    report = ReportFactory(cycle=cycle_in(Phase.DESIGN, area__code="12100"))
    city = report.item.cycle.area

    draft = begin(reports=[report], area=city, latitude="35.6485", longitude="140.0418")

    assert draft.area == city
    with pytest.raises(PointIsOutsideTheCity):
        begin(reports=[report], area=city, latitude="35.0", longitude="139.0")

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import timezone

from portal.accounts.organisations import MemberRole, OrganisationKind
from portal.accounts.selectors import roles_of
from portal.common.csv_reading import FileIsUnfit
from portal.evidence.errors import (
    DataSetIsMissing,
    NotADepartmentOfficer,
    NotOfTheOrganisation,
    OrganisationIsNotVerified,
    RequestIsAnswered,
)
from portal.evidence.licences import Licence, RequestState
from portal.evidence.models import DataSet
from portal.evidence.names import LICENCES, REQUEST_STATE_NAMES
from portal.evidence.selectors import record_of, tasks_of
from portal.evidence.services import (
    Description,
    RequestAnswer,
    add_data_set,
    decline_request,
    provide_data,
    request_evidence,
)
from portal.lifecycle import lineage
from portal.lifecycle.errors import PhaseIsNotOpen, ReasonIsMissing, RoleIsMissing
from portal.lifecycle.models import Event
from portal.lifecycle.phases import Phase
from portal.notices.models import Follow
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.evidence import CONTENT, DataSetFactory, EvidenceRequestFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.registers import AreaFactory, ThemeFactory

pytestmark = pytest.mark.django_db
REASON = "個人の情報が含まれるためです。"


@pytest.fixture(autouse=True)
def _files_of_the_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cycle():
    return cycle_in(Phase.KNOW)


def member_of(role=MemberRole.EDITOR, **fields):
    body = OrganisationFactory(**{"verified_at": timezone.now(), **fields})
    return MembershipFactory(organisation=body, role=role).user, body


def officer():
    return member_of(kind=OrganisationKind.DEPARTMENT)[0]


def add(actor, organisation, cycle, content=CONTENT):
    return add_data_set(
        actor=actor,
        cycle=cycle,
        organisation=organisation,
        description=Description(
            title="街灯の数",
            about="区ごとの街灯の数です。",
            theme=ThemeFactory(),
            area=AreaFactory(),
            licence=Licence.CC_BY_4_0,
            source="道路照明台帳",
            made_on=date(2026, 4, 1),
        ),
        content=content,
    )


def test_every_licence_and_state_has_its_words():
    assert set(LICENCES) == set(Licence)
    assert set(REQUEST_STATE_NAMES) == set(RequestState)


def test_a_data_set_is_kept_as_it_was_sent_under_a_name_of_ours(cycle, settings):
    actor, body = member_of()

    data_set = add(actor, body, cycle)

    stored = Path(settings.MEDIA_ROOT) / data_set.file.name
    assert stored.read_bytes() == CONTENT
    assert stored.parent.name == "evidence"
    assert len(stored.stem) == 32
    assert data_set.sha256 == sha256(CONTENT).hexdigest()
    assert (data_set.row_count, data_set.preview[0]) == (2, ["区", "街灯の数"])


def test_a_data_set_is_placed_followed_and_told(cycle):
    actor, body = member_of()

    data_set = add(actor, body, cycle)

    assert (data_set.item.kind, data_set.item.phase) == ("evidence", Phase.KNOW)
    assert Follow.objects.filter(user=actor, item=data_set.item).exists()
    assert Event.objects.get(item=data_set.item).kind == "evidence.data_set_added"


def test_a_file_that_is_no_table_leaves_nothing_behind(cycle, settings):
    actor, body = member_of()

    with pytest.raises(FileIsUnfit):
        add(actor, body, cycle, content=b"\x00")

    assert not DataSet.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.csv"))


def test_a_resident_adds_nothing(cycle):
    with pytest.raises(RoleIsMissing):
        add(UserFactory(), OrganisationFactory(), cycle)


def test_nobody_adds_in_the_name_of_another_organisation(cycle):
    actor, _ = member_of()

    with pytest.raises(NotOfTheOrganisation):
        add(actor, OrganisationFactory(verified_at=timezone.now()), cycle)


def test_a_viewer_adds_nothing(cycle):
    editor_elsewhere, _ = member_of()
    body = OrganisationFactory(verified_at=timezone.now())
    MembershipFactory(user=editor_elsewhere, organisation=body, role=MemberRole.VIEWER)

    with pytest.raises(NotOfTheOrganisation):
        add(editor_elsewhere, body, cycle)


def test_an_organisation_that_nobody_verified_adds_nothing(cycle):
    actor, body = member_of(verified_at=None)

    with pytest.raises(OrganisationIsNotVerified):
        add(actor, body, cycle)


def test_a_department_needs_no_verification(cycle):
    actor, body = member_of(verified_at=None, kind=OrganisationKind.DEPARTMENT)

    assert add(actor, body, cycle).organisation == body


def test_outside_its_phases_nothing_is_added():
    actor, body = member_of()

    with pytest.raises(PhaseIsNotOpen):
        add(actor, body, cycle_in(Phase.BUDGET))


def ask(actor, cycle):
    return request_evidence(actor=actor, cycle=cycle, text="町ごとの街灯", why="暗い道を探すため")


def test_a_request_is_placed_and_followed_by_who_asked(cycle):
    resident = UserFactory()

    asked = ask(resident, cycle)

    assert (asked.item.kind, asked.state) == ("data_request", RequestState.WAITING)
    assert Follow.objects.filter(user=resident, item=asked.item).exists()


def test_outside_its_phase_nothing_is_asked():
    with pytest.raises(PhaseIsNotOpen):
        ask(UserFactory(), cycle_in(Phase.DESIGN))


def test_data_that_is_provided_is_joined_to_the_request(cycle):
    asked, data_set = EvidenceRequestFactory(cycle=cycle), DataSetFactory(cycle=cycle)

    provide_data(
        actor=officer(), request_id=asked.pk, answer=RequestAnswer("こちらです。", data_set)
    )

    asked.refresh_from_db()
    assert (asked.state, asked.data_set) == (RequestState.PROVIDED, data_set)
    assert lineage.neighbours_of(asked.item).after == [data_set.item]
    assert Follow.objects.filter(user=asked.by, item=data_set.item).exists()
    assert Event.objects.get(item=asked.item).kind == "evidence.data_provided"


def test_providing_names_the_data():
    with pytest.raises(DataSetIsMissing):
        provide_data(
            actor=officer(),
            request_id=EvidenceRequestFactory().pk,
            answer=RequestAnswer("どこかにあります。"),
        )


def test_a_request_is_declined_with_a_reason_of_real_length():
    asked = EvidenceRequestFactory()

    with pytest.raises(ReasonIsMissing):
        decline_request(actor=officer(), request_id=asked.pk, answer=RequestAnswer("ない"))

    decline_request(actor=officer(), request_id=asked.pk, answer=RequestAnswer(REASON))
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == (RequestState.DECLINED, REASON)
    assert Event.objects.get(item=asked.item).kind == "evidence.request_declined"


@pytest.mark.parametrize("deed", [provide_data, decline_request])
def test_only_a_department_answers(deed):
    editor, _ = member_of()

    for actor in (UserFactory(), editor):
        with pytest.raises(NotADepartmentOfficer):
            deed(
                actor=actor,
                request_id=EvidenceRequestFactory().pk,
                answer=RequestAnswer(REASON),
            )


@pytest.mark.parametrize("deed", [provide_data, decline_request])
@pytest.mark.parametrize("state", sorted(set(RequestState) - {RequestState.WAITING}))
def test_a_request_is_answered_once(deed, state):
    asked = EvidenceRequestFactory(state=state)

    with pytest.raises(RequestIsAnswered):
        deed(
            actor=officer(),
            request_id=asked.pk,
            answer=RequestAnswer(REASON, DataSetFactory()),
        )


def test_an_answer_is_owed_whatever_the_phase():
    asked = EvidenceRequestFactory(cycle=cycle_in(Phase.EXECUTE))

    decline_request(actor=officer(), request_id=asked.pk, answer=RequestAnswer(REASON))


def with_roles(user):
    return user, roles_of(user)


def test_requests_wait_for_officers_and_nobody_else():
    EvidenceRequestFactory()
    EvidenceRequestFactory(state=RequestState.DECLINED)

    (task,) = tasks_of(*with_roles(officer()))
    assert "1件" in task.text
    assert tasks_of(*with_roles(UserFactory())) == []


def test_the_record_tells_what_became_of_a_request():
    asked = EvidenceRequestFactory(state=RequestState.DECLINED)
    DataSetFactory(added_by=asked.by)

    assert [said.outcome for said in record_of(asked.by, 50)] == ["提供できません", ""]

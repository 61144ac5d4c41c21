"""The pages of cycles, of whole paths, and the administrator's questions before a change."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from portal.accounts.roles import Role
from portal.lifecycle import kinds, lineage
from portal.lifecycle.changes import LEADS_TO, POSSIBLE, Change
from portal.lifecycle.models import CyclePhase, PhaseChange
from portal.lifecycle.phases import TRANSITIONS, Phase, PhaseState
from portal.lifecycle.services import leave_phase_out, open_phase
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.lifecycle import CycleFactory, cycle_in

pytestmark = pytest.mark.django_db
REASON = "会場の都合で、日程を見直しました。"
BOTH = pytest.mark.parametrize("language", ["ja", "en"])


@pytest.fixture
def administrator(db):
    return RoleGrantFactory(role=Role.ADMINISTRATOR).user


@pytest.fixture
def as_administrator(client, administrator):
    client.force_login(administrator)
    return client


def state_of(cycle, phase):
    return cycle.phases.get(phase=phase).state


def test_the_buttons_of_a_state_lead_exactly_where_the_rules_allow():
    for state in PhaseState:
        offered = {LEADS_TO[change] for change in POSSIBLE[state]} - {None}
        assert offered == TRANSITIONS[state]


@BOTH
def test_cycles_stand_side_by_side_with_what_is_open(client, language):
    city = cycle_in(Phase.DISCOVER, Phase.DESIGN, name_ja="市", name_en="City cycle")
    over = cycle_in(closed=Phase, name_ja="昔", name_en="Past cycle")
    loaded = CycleFactory(source="pabulib", name_ja="よそ", name_en="Elsewhere")
    with override(language):
        answer = client.get(reverse("lifecycle:cycles"))
    groups = answer.context["groups"]
    assert [card.cycle for card in groups.under_way] == [city]
    assert [step.number for step in groups.under_way[0].open_steps] == [2, 4]
    assert [card.cycle for card in groups.over] == [over]
    assert [card.cycle for card in groups.loaded] == [loaded]


@pytest.mark.parametrize("many", [1, 20])
def test_the_list_of_cycles_asks_twice_however_many_there_are(
    client, django_assert_num_queries, many
):
    for _ in range(many):
        cycle_in(Phase.KNOW)
    with django_assert_num_queries(2):
        client.get(reverse("lifecycle:cycles"))


@BOTH
def test_a_cycle_page_shows_ten_phases_its_ledger_and_its_relatives(
    client, administrator, language
):
    parent = CycleFactory(slug="parent", name_ja="親", name_en="Parent")
    cycle = CycleFactory(slug="here", parent=parent)
    CycleFactory(slug="child", parent=cycle, name_ja="子", name_en="Child")
    open_phase(cycle=cycle, phase=Phase.KNOW, actor=None)
    leave_phase_out(cycle=cycle, phase=Phase.ORGANISE, actor=administrator, reason=REASON)
    with override(language):
        page = client.get(cycle.get_absolute_url()).content.decode()
    for phase in Phase:
        assert f'id="phase-{phase}"' in page
    assert REASON in page
    assert administrator.display_name in page
    assert ("親" if language == "ja" else "Parent") in page
    assert ("子" if language == "ja" else "Child") in page
    assert reverse("lifecycle:phases", args=["here"]) not in page


def test_a_cycle_page_counts_public_items_only(client):
    cycle = CycleFactory()
    lineage.place("report", cycle=cycle, title="見える")
    lineage.place("report", cycle=cycle, title="これも見える")
    lineage.place("report", cycle=cycle, title="下書き", is_public=False)
    lineage.place("report", cycle=CycleFactory(), title="よそ")
    sections = client.get(cycle.get_absolute_url()).context["sections"]
    counts = {section.step.number: section.counts for section in sections}
    assert [count.count for count in counts[Phase.DISCOVER]] == [2]
    assert counts[Phase.DESIGN] == []


def test_only_an_open_phase_offers_its_doors(client):
    cycle = cycle_in(Phase.DISCOVER, closed=[Phase.DESIGN])
    sections = client.get(cycle.get_absolute_url()).context["sections"]
    offered = {section.step.number for section in sections if section.doors}
    assert offered == {Phase.DISCOVER}


@BOTH
def test_a_whole_path_runs_from_the_first_report_into_the_next_cycle(client, language):
    first, second = CycleFactory(name_ja="前"), CycleFactory(name_ja="次")
    report = lineage.place("report", cycle=first, title="最初の声")
    proposal = lineage.place("proposal", cycle=first, title="提案です")
    carried = lineage.place("proposal", cycle=second, title="続きです")
    lineage.link(report, proposal)
    lineage.link(proposal, carried)
    with override(language):
        answer = client.get(reverse("lifecycle:path", args=[proposal.pk]))
    stretches = answer.context["stretches"]
    assert [stretch.cycle for stretch in stretches] == [first, second]
    assert [[stop.item for stop in stretch.stops] for stretch in stretches] == [
        [report, proposal],
        [carried],
    ]
    assert [stop.is_here for stretch in stretches for stop in stretch.stops] == [False, True, False]


def test_a_kind_may_say_what_became_of_its_items(client, monkeypatch):
    kind = kinds.ItemKind("told", "語", "lifecycle:path", Phase.DISCOVER)
    monkeypatch.setitem(kinds._items, "told", kind)
    monkeypatch.setitem(kinds._notes, "told", lambda items: dict.fromkeys(items, "直った"))
    item = lineage.place("told", cycle=CycleFactory(), title="題")
    page = client.get(reverse("lifecycle:path", args=[item.pk])).content.decode()
    assert "直った" in page


def test_the_path_of_a_draft_is_not_found(client):
    item = lineage.place("proposal", cycle=CycleFactory(), title="下書き", is_public=False)
    assert client.get(reverse("lifecycle:path", args=[item.pk])).status_code == 404


def change_url(cycle, phase, change):
    return reverse("lifecycle:change_phase", args=[cycle.slug, phase, change])


def everything(cycle):
    yield reverse("lifecycle:phases", args=[cycle.slug])
    yield from (change_url(cycle, Phase.KNOW, change) for change in Change)


def test_a_visitor_is_asked_to_sign_in_before_any_phase_page(client):
    cycle = CycleFactory()
    for url in everything(cycle):
        for answer in (client.get(url), client.post(url, {"reason": REASON})):
            assert answer.status_code == 302
            assert answer["Location"].startswith(reverse("account_login"))
    assert not PhaseChange.objects.exists()


@pytest.mark.parametrize("role", [None, Role.MAYORS_OFFICE, Role.MODERATOR, Role.AUDITOR])
def test_nobody_but_an_administrator_is_admitted(client, role):
    user = RoleGrantFactory(role=role).user if role else UserFactory()
    client.force_login(user)
    cycle = CycleFactory()
    for url in everything(cycle):
        for answer in (client.get(url), client.post(url, {"reason": REASON})):
            assert answer.status_code == 403
    assert not PhaseChange.objects.exists()


def test_a_look_changes_nothing(as_administrator):
    cycle = CycleFactory()
    for url in everything(cycle):
        assert as_administrator.get(url).status_code == 200
    assert not PhaseChange.objects.exists()


@pytest.mark.parametrize(
    ("start", "change"),
    [(state, change) for state in PhaseState for change in POSSIBLE[state] if LEADS_TO[change]],
)
def test_every_change_offered_is_carried_out_and_written_down(
    as_administrator, administrator, start, change
):
    cycle = CycleFactory()
    CyclePhase.objects.filter(cycle=cycle, phase=Phase.DESIGN).update(state=start)
    answer = as_administrator.post(
        change_url(cycle, Phase.DESIGN, change), {"reason": REASON, "closes_at": ""}
    )
    assert answer["Location"] == reverse("lifecycle:phases", args=[cycle.slug])
    assert state_of(cycle, Phase.DESIGN) == LEADS_TO[change]
    line = PhaseChange.objects.get()
    assert (line.actor, line.reason, line.to_state) == (administrator, REASON, LEADS_TO[change])


@pytest.mark.parametrize(
    ("start", "change"),
    [
        (state, change)
        for state in PhaseState
        for change in Change
        if LEADS_TO[change] and change not in POSSIBLE[state]
    ],
)
def test_a_change_that_is_not_offered_is_refused_with_its_reason(as_administrator, start, change):
    cycle = CycleFactory()
    CyclePhase.objects.filter(cycle=cycle, phase=Phase.DESIGN).update(state=start)
    answer = as_administrator.post(change_url(cycle, Phase.DESIGN, change), {"reason": REASON})
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert state_of(cycle, Phase.DESIGN) == start


@pytest.mark.parametrize("change", [Change.REOPEN, Change.LEAVE_OUT, Change.TAKE_IN])
def test_what_departs_from_the_plan_needs_a_reason(as_administrator, change):
    cycle = CycleFactory()
    answer = as_administrator.post(change_url(cycle, Phase.DESIGN, change), {"reason": "都合"})
    assert "reason" in answer.context["form"].errors
    assert not PhaseChange.objects.exists()


def test_a_plan_is_kept_in_japanese_time(as_administrator):
    cycle = CycleFactory()
    as_administrator.post(
        change_url(cycle, Phase.DESIGN, Change.PLAN),
        {"opens_at": "2031-04-01T09:00", "closes_at": "2031-04-30T17:00"},
    )
    planned = cycle.phases.get(phase=Phase.DESIGN)
    assert planned.opens_at.isoformat() == "2031-04-01T00:00:00+00:00"
    assert planned.closes_at.isoformat() == "2031-04-30T08:00:00+00:00"


def test_a_plan_that_ends_before_it_begins_is_refused(as_administrator):
    cycle = CycleFactory()
    answer = as_administrator.post(
        change_url(cycle, Phase.DESIGN, Change.PLAN),
        {"opens_at": "2031-04-30T09:00", "closes_at": "2031-04-01T17:00"},
    )
    assert "closes_at" in answer.context["form"].errors
    assert cycle.phases.get(phase=Phase.DESIGN).opens_at is None


def test_reopening_sets_the_new_end(as_administrator):
    cycle = cycle_in(closed=[Phase.DESIGN])
    end = timezone.localtime(timezone.now() + timedelta(days=9)).replace(second=0, microsecond=0)
    as_administrator.post(
        change_url(cycle, Phase.DESIGN, Change.REOPEN),
        {"reason": REASON, "closes_at": f"{end:%Y-%m-%dT%H:%M}"},
    )
    assert cycle.phases.get(phase=Phase.DESIGN).closes_at == end


@pytest.mark.parametrize("path", ["11/open", "1/burn"])
def test_what_no_table_knows_is_not_found(as_administrator, path):
    cycle = CycleFactory(slug="here")
    assert as_administrator.get(f"/cycles/here/phases/{path}/").status_code == 404
    assert cycle.phases.count() == 10

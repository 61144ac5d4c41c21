import pytest
from django.urls import reverse

from proposals.models import DeliveryOption, OnlyWay
from proposals.states import ProposalState
from tests.factories.accounts import UserFactory
from tests.factories.proposals import DeliveryOptionFactory, ProposalFactory, ScreeningFactory
from tests.proposals.people import department, editor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal():
    found = ProposalFactory(state=ProposalState.IN_SCREENING)
    ScreeningFactory(proposal=found, department=department(), verdict="", at=None, cost=None)
    return found


def page(name, proposal, *more):
    return reverse(f"proposals:{name}", args=[proposal.pk, *more])


def typed(**more):
    line = {"name": "街灯", "unit_price": "400000", "quantity": "3", "source": "実績"}
    time = {
        "name": "帰り道",
        "minutes_before": "12",
        "minutes_after": "4",
        "cases": "3000",
        "yen_per_hour": "1200",
        "source": "調査",
    }
    return {
        "summary": "市が建てる。",
        "satisfaction_low": "60",
        "satisfaction_high": "80",
        "satisfaction_basis": "アンケート",
        "risk": "low",
        "risk_reason": "市の土地である。",
        "costs-TOTAL_FORMS": "2",
        "costs-INITIAL_FORMS": "0",
        "times-TOTAL_FORMS": "1",
        "times-INITIAL_FORMS": "0",
        **{f"costs-0-{name}": value for name, value in line.items()},
        **{f"times-0-{name}": value for name, value in time.items()},
        **more,
    }


def test_the_lead_writes_a_way_with_its_lines(client, proposal):
    client.force_login(editor_of(proposal.screening.department))
    client.post(page("option_edit", proposal, "city"), typed())

    option = DeliveryOption.objects.get()
    assert (option.first_year.figure, option.returned_hours) == (1_200_000, 400)
    shown = client.get(page("options", proposal)).content.decode()
    assert "1,200,000円" in shown
    assert "400.0時間" in shown
    assert "1件" in client.get(page("option_edit", proposal, "city")).content.decode()


def test_a_figure_outside_its_range_is_said_in_the_form(client, proposal):
    client.force_login(editor_of(proposal.screening.department))
    answer = client.post(page("option_edit", proposal, "city"), typed(**{"costs-0-high": "5"}))

    assert "少ない場合と多い場合の間にありません" in answer.content.decode()
    assert not DeliveryOption.objects.exists()


def test_a_reason_for_one_way_is_public(client, proposal):
    client.force_login(editor_of(proposal.screening.department))
    client.post(page("only_way", proposal), {"text": "学校の中なので、市だけが行えます。"})
    client.logout()

    assert OnlyWay.objects.get().reason in client.get(page("options", proposal)).content.decode()


def test_a_way_is_dropped(client, proposal):
    DeliveryOptionFactory(proposal=proposal, delivery="city")
    client.force_login(editor_of(proposal.screening.department))
    client.post(page("option_edit", proposal, "city"), {"deed": "drop"})

    assert not DeliveryOption.objects.exists()


def test_the_chart_is_a_picture(client, proposal):
    DeliveryOptionFactory(proposal=proposal)

    answer = client.get(page("options_chart", proposal))

    assert answer["Content-Type"] == "image/svg+xml"


def test_strangers_read_and_write_nothing(client, proposal):
    DeliveryOptionFactory(proposal=proposal)
    client.force_login(UserFactory())

    assert (
        page("option_edit", proposal, "city")
        not in client.get(page("options", proposal)).content.decode()
    )
    assert client.get(page("option_edit", proposal, "city")).status_code == 403
    assert client.get(page("only_way", proposal)).status_code == 403


def test_another_way_than_the_three_is_not_there(client, proposal):
    client.force_login(editor_of(proposal.screening.department))

    assert client.get(page("option_edit", proposal, "nobody")).status_code == 404

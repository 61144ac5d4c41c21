"""Who votes is said electorate by electorate, until a roll is taken in by them."""

from datetime import date

import pytest
from django.urls import reverse

from portal.lifecycle.phases import Phase
from portal.registers.models import AreaKind
from tests.factories.accounts import UserFactory
from tests.factories.held import Town
from tests.factories.lifecycle import cycle_in
from tests.factories.registers import AreaFactory
from tests.factories.roll import RollEntryFactory
from voting.eligibility import Reckoning, Rule
from voting.roll_errors import ElectoratesAreFixed, ElectoratesDoNotFit
from voting.selectors.checklist import missing_of
from voting.services.electorates import ElectoratePlan, drop_electorate, put_electorate

pytestmark = pytest.mark.django_db
COMMITTEE = ElectoratePlan(code="committee", name_ja="委員会", name_en="Committee")
RESIDENTS = {
    "name_ja": "市民",
    "name_en": "Residents",
    "code": "residents",
    "minimum_age": 16,
    "age_on": "2026-04-02",
    "reckoning": "birthday",
    "asks_for_area": "on",
    "wards": ["12101"],
    "resident_on": "2026-03-01",
    "weight": "70",
}
SURVEY = {"name_ja": "調査", "name_en": "Survey", "code": "survey", "reckoning": "statutory"}


@pytest.fixture
def town():
    city = AreaFactory(code="12100", kind=AreaKind.CITY, name_ja="千葉市", name_en="Chiba City")
    ward = AreaFactory(code="12101")
    ward.parent = city
    ward.save()
    return Town(cycle=cycle_in(Phase.BUDGET, area=city)).hold()


def at(name, town, *more):
    return reverse(f"voting:{name}", args=[town.election.pk, *more])


def test_residents_and_a_survey_are_said_by_forms_with_weights_that_add_up(client, town):
    client.force_login(town.admin)
    assert "15歳以上" in client.get(at("electorates", town)).content.decode()
    client.post(at("electorate", town, "residents"), RESIDENTS)
    client.post(at("electorates", town), {**SURVEY, "merged_with": "residents"})
    said = client.get(at("electorates", town)).content.decode()

    residents, survey = town.election.electorates.all()
    assert residents.rule == Rule(
        16, date(2026, 4, 2), Reckoning.BIRTHDAY, "12100", frozenset({"12101"}), date(2026, 3, 1)
    )
    assert (survey.rule, survey.merged_with) == (Rule(), residents)
    assert "誕生日を迎えている" in said
    assert "合わせて100%にしてください" in said
    assert any("100%" in line for line in missing_of(town.held))
    client.post(at("electorate", town, "survey"), {**SURVEY, "weight": "30"})
    assert not any("100%" in line for line in missing_of(town.held))
    client.post(at("drop_electorate", town, "residents"))
    assert [row.code for row in town.election.electorates.all()] == ["survey"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"age_on": ""}, "両方書いてください"),
        ({"minimum_age": ""}, "両方書いてください"),
        ({"asks_for_area": ""}, "区を選ぶときは"),
        ({"code": "委員"}, "slug"),
        ({"weight": "101"}, "100"),
        ({"wards": ["99999"]}, "99999"),
    ],
)
def test_what_contradicts_itself_is_told_at_its_field(client, town, changes, said):
    client.force_login(town.admin)
    page = client.post(at("electorate", town, "residents"), {**RESIDENTS, **changes})
    assert "aria-invalid" in page.content.decode()
    assert town.election.electorates.get().minimum_age == 15


def test_two_of_one_code_none_and_joining_what_is_gone_are_refused(town):
    people = {"actor": town.admin, "election": town.election}
    put_electorate(**people, plan=COMMITTEE)
    with pytest.raises(ElectoratesDoNotFit):
        put_electorate(**people, plan=COMMITTEE)
    drop_electorate(**people, code="committee")
    with pytest.raises(ElectoratesDoNotFit):
        drop_electorate(**people, code="residents")


def test_nothing_changes_once_a_roll_or_a_list_was_taken_in(town):
    people = {"actor": town.admin, "election": town.election}
    entry = RollEntryFactory(electorate=town.election.electorates.get())
    with pytest.raises(ElectoratesAreFixed):
        put_electorate(**people, plan=COMMITTEE)
    entry.delete()
    town.list_voters()
    with pytest.raises(ElectoratesAreFixed):
        put_electorate(**people, plan=COMMITTEE)


def test_nobody_else_says_who_votes(client, town):
    client.force_login(UserFactory())
    for page in (at("electorates", town), at("electorate", town, "residents")):
        assert client.get(page).status_code == 403
        assert client.post(page, RESIDENTS).status_code == 403

"""The totals of a committee or a survey are shown, taken in, and counted by their weight."""

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.held import Town
from tests.factories.voting import ElectionFactory, OptionFactory
from tests.voting.services.test_ballots import file, prepared
from voting.counting import EqualShares, rule_to_json
from voting.counting.command import main as count_again
from voting.errors import RuleDoesNotFit, VoteIsHeldHere
from voting.models import ElectorateTotals
from voting.roll_errors import ElectoratesAreFixed, TotalsAreMissing, WeightsDoNotFit
from voting.services import count_election, import_ballots
from voting.services.electorates import (
    ElectoratePlan,
    drop_electorate,
    plans_of,
    put_electorate,
)
from voting.services.totals import put_totals
from voting.states import ElectionState

pytestmark = pytest.mark.django_db
TOTALS = b"project_id,total\n1,0\n2,1\n3,9.5\n"


class Office:
    """A vote of which the residents have ballots (60 %) and the committee totals (40 %)."""

    def __init__(self, election, weights=(60, 40)):
        self.election = election
        self.admin = RoleGrantFactory(role=Role.ADMINISTRATOR).user
        [residents] = plans_of(election)
        plans = [residents, ElectoratePlan(code="committee", name_ja="委員会", name_en="Committee")]
        for plan, weight in zip(plans, weights, strict=True):
            known = bool(election.electorates.filter(code=plan.code).exists())
            weighted = type(plan)(**{**plan.__dict__, "weight": weight})
            instead = plan.code if known or plan is residents else ""
            put_electorate(actor=self.admin, election=election, plan=weighted, instead_of=instead)
        self.client = Client()
        self.client.force_login(self.admin)
        self.page = reverse("voting:totals", args=[election.pk, "committee"])

    @property
    def committee(self):
        return self.election.electorates.get(code="committee")

    def uploads(self, encoded):
        upload = BytesIO(encoded)
        upload.name = "totals.csv"
        return self.client.post(self.page, {"file": upload})

    def puts(self, encoded=TOTALS):
        return put_totals(actor=self.admin, electorate=self.committee, encoded=encoded)

    def imports(self):
        return import_ballots(actor=self.admin, election=self.election, file=file())


@pytest.fixture
def office():
    return Office(prepared())


def test_totals_are_shown_and_counted_with_the_ballots_of_the_others(office, tmp_path, capfd):
    shown = office.uploads(TOTALS).content.decode()
    assert "まだ取り込んでいません" in shown
    assert not ElectorateTotals.objects.exists()
    office.client.post(office.page, {"text": TOTALS.decode(), "sure": "yes"})
    assert ElectorateTotals.objects.get().values == ["0", "1", "9.5"]

    count_election(actor=office.admin, election=office.imports())

    office.election.refresh_from_db()
    assert office.election.state == ElectionState.CERTIFIED
    assert office.election.rule["weights"] == {"residents": 60, "committee": 40}
    # 60 x 2/5 and 0; 60 x 2/5 and 40 x 1/10.5; 60 x 1/5 and 40 x 9.5/10.5.
    assert office.election.result.outcome["winners"] == ["3", "2"]
    page = Client().get(reverse("voting:result", args=[office.election.pk])).content.decode()
    assert "「委員会」の合計（CSV）" in page
    assert counted_again(office, tmp_path, capfd) == office.election.result.input_sha256


def counted_again(office, folder, capfd):
    """The input's hash, by the command and the files that the page gives."""
    address = reverse("voting:ballot_file", args=[office.election.pk])
    names = []
    for code, ending in (("residents", "pb"), ("committee", "csv")):
        path = folder / f"{code}.{ending}"
        path.write_bytes(Client().get(f"{address}?electorate={code}").content)
        names.append(f"{code}={path}")
    rule = folder / "rule.json"
    rule.write_bytes(Client().get(reverse("voting:rule_json", args=[office.election.pk])).content)
    capfd.readouterr()
    assert count_again([*names, "--rule", str(rule)]) == 0
    return re.search("[0-9a-f]{64}", capfd.readouterr().out)[0]


BROKEN = {
    b"": "1行目",
    b"project_id;votes\n1;2\n": "1行目",
    b"project_id,total\n1,0\n2,1\n": "選択肢「3」の行がありません",
    b"project_id,total\n1,0\n2,-1\n9,1\n1,3\n3,x\n": "4件の誤り",
    b"project_id,total\n1,0\n2,-1\n3,1\n": "3行目",
    b"project_id,total\n1,1e5\n2,1\n3,1\n": "2行目",
    b"project_id,total\n1\n2,1\n3,1\n": "2行目",
    "project_id,total\n1,１\n2,1\n3,1\n".encode(): "2行目",
    b"project_id,total\n1,0.0000001\n2,1\n3,1\n": "2行目",
    b"project_id,total\n1,0\n2,0\n3,0\n": "合計がすべて0",
    b"\xff\xfe": "UTF-8",
    b'project_id,total\n"1,0\n': "件の誤り",
}


@pytest.mark.parametrize(("encoded", "said"), BROKEN.items())
def test_a_broken_file_is_told_by_line_and_nothing_is_taken_in(office, encoded, said):
    answer = office.uploads(encoded or b"\n")
    assert answer.status_code == 422
    assert said in answer.content.decode()
    posted = office.client.post(office.page, {"text": encoded.decode("latin-1"), "sure": "yes"})
    assert posted.status_code == 422
    assert not ElectorateTotals.objects.exists()


def test_a_file_with_semicolons_quotes_and_a_mark_at_its_beginning_is_taken(office):
    text = '\ufeff"total";"project_id"\r\n"2.5";"2"\r\n0;1\r\n\r\n7;3\r\n'
    assert office.puts(text.encode()).values == ["0", "2.5", "7"]


def test_ballots_wait_for_the_totals_of_all_others_and_for_weights(office):
    with pytest.raises(TotalsAreMissing, match="委員会"):
        office.imports()
    office.puts()
    electorate = office.committee
    electorate.weight = 30
    electorate.save()
    with pytest.raises(WeightsDoNotFit):
        office.imports()
    assert office.election.ballot_groups.count() == 0
    with pytest.raises(ElectoratesAreFixed):
        drop_electorate(actor=office.admin, election=office.election, code="committee")
    office.client.post(office.page, {"drop": "yes"})
    drop_electorate(actor=office.admin, election=office.election, code="committee")
    assert office.imports().state == ElectionState.OPENED


def test_a_rule_by_which_voters_pay_takes_no_totals_and_neither_does_a_vote_held_here():
    election = ElectionFactory(rule=rule_to_json(EqualShares()))
    OptionFactory.create_batch(3, election=election)
    with pytest.raises(RuleDoesNotFit):
        Office(election).puts()
    town = Town().hold()
    electorate = town.election.electorates.get()
    with pytest.raises(VoteIsHeldHere):
        put_totals(actor=town.admin, electorate=electorate, encoded=TOTALS)


def test_nobody_else_takes_totals_in(office):
    stranger = Client()
    stranger.force_login(UserFactory())
    for answer in (stranger.get(office.page), stranger.post(office.page, {"text": "x"})):
        assert answer.status_code == 403

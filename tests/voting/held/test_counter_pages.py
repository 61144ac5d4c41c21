"""The pages of clerks and registrar: the whole of paper by forms and files, and for nobody else."""

import csv
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import AuditEntry
from portal.accounts.roles import Role
from portal.lifecycle.errors import RoleIsMissing
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.held import DRAW
from tests.factories.registers import AreaFactory
from tests.factories.roll import RollEntryFactory, RollFactory
from tests.voting.held.test_paper import Counter
from voting.eligibility import Refusal
from voting.models import PaperBatch, PaperVoter, RollEntry
from voting.names import REFUSAL_NAMES
from voting.registrar.counter import answer_bytes, bind, exclude, read_batches, read_requests
from voting.services.handing_over import hand_over_roll
from voting.services.looking_up import look_up
from voting.states import PaperState

pytestmark = pytest.mark.django_db
PAGES = ("counter", "batches", "registrar", "roll_file", "requests_file", "batches_file")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, *args):
    return reverse(f"voting:{name}", args=args)


def uploaded(octets):
    file = BytesIO(octets)
    file.name = "answer.json"
    return {"file": file}


class Office:
    """A counter whose people sit before pages: two clerks, a third, and the registrar."""

    def __init__(self):
        self.counter = Counter()
        self.pk, self.definition = self.counter.election.pk, self.counter.vote.definition
        self.signing = self.counter.town.signing
        self.clerk = signed_in(self.counter.clerk)
        self.registrar = signed_in(self.counter.town.registrar)
        people = (RoleGrantFactory(role=Role.COUNTER_CLERK).user for _ in range(2))
        self.other, self.third = map(signed_in, people)

    def type_in(self, who, *ballots):
        who.post(at("typing", self.pk, 1), {"begin": "yes"})
        for number, typed in enumerate(ballots, start=1):
            who.post(at("typing", self.pk, 1), {"number": number, "typed": typed})
        who.post(at("finish_typing", self.pk, 1))


def test_paper_goes_through_the_pages_from_the_card_to_the_log():
    office = Office()
    admit_two(office)
    office.counter.town.close()
    type_and_settle(office)
    got = office.registrar.get(at("batches_file", office.pk)).content
    signed = bind(office.definition, read_batches(office.definition, got), office.signing, DRAW)
    office.registrar.post(at("registrar_bound", office.pk), uploaded(signed))

    assert PaperBatch.objects.get().entry
    assert "記録簿に入りました" in office.clerk.get(at("batches", office.pk)).content.decode()
    assert office.registrar.get(at("registrar", office.pk)).status_code == 200


def admit_two(office):
    """One by the card, one by the number; the registrar's answer comes as a file."""
    made = {"kind": "outreach", "name_ja": "公民館", "name_en": "Hall", "held_on": "2026-12-01"}
    desk = office.clerk.post(at("counter", office.pk), made)["Location"]
    number = int(desk.rstrip("/").rpartition("/")[2])
    card = {"credential": office.counter.keys[0].hex()}
    office.clerk.post(at("card", office.pk, number), card)
    assert "投票できます" in office.clerk.post(desk, {"voter_no": "3"}).content.decode()
    office.clerk.post(desk, {"voter_no": "3", "admit": "yes"})
    again = office.clerk.post(desk, {"voter_no": "3"}).content.decode()
    assert str(REFUSAL_NAMES[Refusal.VOTED_ON_PAPER]) in again
    got = office.registrar.get(at("requests_file", office.pk)).content
    asked = read_requests(office.definition, got)
    answer = exclude(office.definition, asked, office.counter.index, set(), office.signing, DRAW)
    signed = answer_bytes(office.definition, answer, office.signing, DRAW)
    office.registrar.post(at("registrar_answer", office.pk), uploaded(signed))
    assert set(PaperVoter.objects.values_list("state", flat=True)) == {PaperState.EXCLUDED}


def type_and_settle(office):
    electorate = office.counter.election.electorates.get()
    office.clerk.post(at("batches", office.pk), {"size": 2, "electorate": electorate.pk})
    office.type_in(office.clerk, "1 2", "2")
    # To look takes nothing on: of those who look, two type and a third settles.
    for who in (office.third, office.other):
        assert "この束の入力を始める" in who.get(at("typing", office.pk, 1)).text
    office.other.post(at("typing", office.pk, 1), {"begin": "yes"})
    wrong = office.other.post(at("typing", office.pk, 1), {"number": 2, "typed": "99"})
    assert "読めません" in wrong.content.decode()
    office.type_in(office.other, "1 2", "3")
    settling = at("settling", office.pk, 1)
    own = office.clerk.post(settling, {"number": 2, "typed": "2"})
    assert "あなたが入力しました" in own.content.decode()
    assert "束1の違いを決める" in office.third.get(at("batches", office.pk)).content.decode()
    office.third.post(settling, {"number": 2, "typed": "2"})


def test_each_page_is_for_its_role_alone():
    counter = Counter(voters=2)
    pk = counter.election.pk
    people = {
        role: signed_in(RoleGrantFactory(role=role, area=None).user)
        for role in (Role.ADMINISTRATOR, Role.COUNTER_CLERK, Role.AUDITOR)
    }
    people[Role.REGISTRAR] = signed_in(counter.town.registrar)
    people["resident"] = signed_in(UserFactory())
    allowed = {"counter": Role.COUNTER_CLERK, "batches": Role.COUNTER_CLERK}
    for page in ("counter", "batches", "registrar", "requests_file", "batches_file"):
        for role, client in people.items():
            status = client.get(at(page, pk)).status_code
            assert (status != 403) == (role == allowed.get(page, Role.REGISTRAR)), (page, role)
        assert Client().get(at(page, pk)).status_code in (302, 403)
    assert not PaperVoter.objects.exists()


def test_the_registrar_of_another_vote_gets_nothing_of_this_one():
    counter = Counter(voters=2)
    election = counter.election
    RollFactory(election=election, size=2, imported_at=timezone.now())
    other = RoleGrantFactory(role=Role.REGISTRAR).user
    client = signed_in(other)

    for page in ("registrar", "requests_file", "batches_file"):
        assert client.get(at(page, election.pk)).status_code == 403, page
    for page in ("registrar_answer", "registrar_bound"):
        assert client.post(at(page, election.pk), uploaded(b"{}")).status_code == 403, page
    with pytest.raises(RoleIsMissing):
        hand_over_roll(actor=other, election=election, now=timezone.now())
    assert at("registrar", election.pk) not in client.get(at("election", election.pk)).text


@pytest.mark.parametrize(("page", "field"), [("answer", "answer_file"), ("bound", "bound_file")])
def test_a_missing_or_refused_file_is_told_beside_its_field(page, field):
    counter = Counter(voters=2)
    client = signed_in(counter.town.registrar)
    for sent in ({}, uploaded(b"{}")):
        answer = client.post(at(f"registrar_{page}", counter.election.pk), sent)
        assert answer.status_code == 422
        assert "入力内容をご確認ください" in answer.text
        assert f'id="{field}"' in answer.text


def test_a_clerk_of_another_ward_neither_looks_up_nor_types():
    counter = Counter(voters=2)
    election, desk = counter.election, counter.desk.pk
    PaperBatch.objects.create(
        election=election, electorate=election.electorates.get(), number=1, size=1, salt="00"
    )
    ward = AreaFactory(code="12106", name_ja="美浜区", name_en="Mihama Ward")
    elsewhere = RoleGrantFactory(role=Role.COUNTER_CLERK, area=ward).user
    client = signed_in(elsewhere)

    for page, *args in (("counter",), ("desk", desk), ("batches",), ("typing", 1), ("settling", 1)):
        assert client.get(at(page, election.pk, *args)).status_code == 403, page
    for page, number in (("desk", desk), ("finish_typing", 1)):
        said = {"voter_no": "0", "admit": "1"}
        assert client.post(at(page, election.pk, number), said).status_code == 403, page
    assert not PaperVoter.objects.exists()
    assert not AuditEntry.objects.filter(actor=elsewhere).exists()
    assert at("counter", election.pk) not in client.get(at("election", election.pk)).text


def test_the_roll_is_a_file_for_the_registrar_alone_and_a_deed_on_the_record():
    counter = Counter(voters=2)
    election = counter.election
    RollFactory(election=election, size=2, imported_at=timezone.now())
    registrar, client = counter.town.registrar, Client()
    registrar.set_password("kodomo-to-aruku-michi")
    registrar.save()
    asked = signed_in(registrar).get(at("roll_file", election.pk))
    assert "reauthenticate" in asked["Location"]
    said = {"login": registrar.email, "password": "kodomo-to-aruku-michi"}
    client.post("/accounts/login/", said)
    client.post("/accounts/reauthenticate/", said)

    answer = client.get(at("roll_file", election.pk))

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert [row["entry"] for row in rows] == ["0", "1"]
    assert AuditEntry.objects.filter(deed="hand_over_roll").exists()


def test_a_look_up_names_the_reason_and_keeps_nothing_of_the_person():
    counter = Counter(voters=2)
    electorate = counter.election.electorates.get()
    RollEntryFactory(electorate=electorate, voter_no="OUT", municipality_code="13101")

    def asked(number):
        return look_up(
            actor=counter.clerk,
            election=counter.election,
            voter_no=number,
            now=timezone.now(),
        )

    assert asked("0").refusal is None
    assert asked("OUT").refusal == Refusal.OTHER_AREA
    assert asked("none").refusal == Refusal.NOT_ON_ROLL
    deeds = AuditEntry.objects.filter(deed="look_up_voter").order_by("pk")
    assert [deed.facts for deed in deeds] == [
        {"answer": "may_vote"},
        {"answer": "other_area"},
        {"answer": "not_on_roll"},
    ]


def test_look_ups_are_limited(settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "look_up_voter": "2/m/user"}
    counter = Counter(voters=2)
    client, desk = signed_in(counter.clerk), at("desk", counter.election.pk, counter.desk.pk)

    statuses = [client.post(desk, {"voter_no": "none"}).status_code for _ in range(3)]

    assert statuses[:2] == [200, 200]
    assert statuses[2] == 429


def test_no_page_of_the_vote_shows_the_roll():
    counter = Counter(voters=2)
    name = RollEntry.objects.earliest("pk").name
    admin = signed_in(counter.town.admin)
    for client in (admin, signed_in(counter.clerk), Client()):
        for page in ("elections", "election", "register", "counter", "batches", "registrar"):
            args = () if page == "elections" else (counter.election.pk,)
            assert name not in client.get(at(page, *args)).content.decode(), page

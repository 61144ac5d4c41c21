"""Taking in a roll: whole or not at all, each fault by its line; and its end."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.accounts.models import AuditEntry
from portal.accounts.retention import RETENTION
from tests.factories.roll import ElectorateFactory, RollEntryFactory, RollFactory
from tests.factories.voting import ElectionFactory
from voting.errors import ElectionIsNot
from voting.models import OnlineRegistration, PaperVoter, Roll, RollEntry
from voting.roll_errors import RollFileIsBroken, RollIsFixed
from voting.services.rolls import APPEAL_DAYS, import_roll, remove_ended_rolls
from voting.states import ElectionState

pytestmark = pytest.mark.django_db

FILE = """\
voter_no,birth_date,ward_code,municipality_code,name,address,postal_code,resident_since,exclusion
1001,1990-05-17,12101,121002,千葉　花子,"中央区中央1-2-3, 101",260-0001,2020-04-01,
1002,2012-01-01,12103,12100,,,,,
1003,1985-12-31,12101,12100,稲毛 次郎,,,,assembly_member
"""


def taken_in(text, election=None):
    raw = text if isinstance(text, bytes) else text.encode()
    election = election or ElectorateFactory().election
    return import_roll(election=election, lines=raw.splitlines(keepends=True))


def faults_of(text, **options):
    with pytest.raises(RollFileIsBroken) as refused:
        taken_in(text, **options)
    assert not RollEntry.objects.exists()
    assert not Roll.objects.filter(size__gt=0).exists()
    return refused.value.faults


@pytest.mark.parametrize("text", [FILE, "\ufeff" + FILE, FILE.replace("\n", "\r\n")])
def test_a_roll_is_taken_in_as_it_stands(text):
    roll = taken_in(text)

    first, second, third = RollEntry.objects.order_by("voter_no")
    assert (roll.size, first.voter_no, first.birth_date) == (3, "1001", date(1990, 5, 17))
    assert (first.municipality_code, first.postal_code) == ("12100", "2600001")
    assert (first.name, first.address) == ("千葉 花子", "中央区中央1-2-3, 101")
    assert first.resident_since == date(2020, 4, 1)
    assert (second.resident_since, second.name) == (None, "")
    assert third.person.excluded
    assert AuditEntry.objects.get(deed="import_roll").facts["entries"] == 3


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1行目：列名が違います。"),
        ("voter_no\n1\n", "1行目：列名が違います。"),
        ("voter_no,birth_date,password\n", "1行目：列名が違います。"),
        ("voter_no,birth_date,name,name\n", "1行目：列名が違います。"),
        ("voter_no,birth_date\n", "名簿にだれもいません。"),
        (
            "voter_no,birth_date\n1,1990-01-01\n1,1990-01-01\n",
            "3行目：列「voter_no」：番号「1」は2回目",
        ),
        ("voter_no,birth_date\n,1990-01-01\n", "2行目：列「voter_no」：空です。"),
        ("voter_no,birth_date\n1,1990-02-30\n", "2行目：列「birth_date」：日付は"),
        ("voter_no,birth_date\n1,\n", "2行目：列「birth_date」：日付は"),
        ("voter_no,birth_date\n1,0190-01-01\n", "2行目：列「birth_date」：日付は"),
        ("voter_no,birth_date,ward_code\n1,1990-01-01,中央区\n", "2行目：列「ward_code」：市区"),
        ("voter_no,birth_date,ward_code\n1,1990-01-01,121001\n", "2行目：列「ward_code」：市区"),
        ("voter_no,birth_date,postal_code\n1,1990-01-01,260\n", "2行目：列「postal_code」：郵便"),
        ("voter_no,birth_date,exclusion\n1,1990-01-01,yes\n", "2行目：列「exclusion」：使える"),
        ("voter_no,birth_date,electorate\n1,1990-01-01,x\n", "2行目：列「electorate」：投票する"),
        ("voter_no,birth_date\n1,1990-01-01,2\n", "2行目：列が3個あります。見出しは2個です。"),
        ('voter_no,birth_date\n1,"1990-01-01\n', "列の区切りか引用符"),
        (b"voter_no,birth_date\n1,1990-01-01\n" + b"\x83\x65,1990-01-01\n", "3行目：UTF-8"),
        (f"voter_no,birth_date\n{'9' * 41},1990-01-01\n", "40文字まで"),
    ],
)
def test_a_fault_is_told_by_its_line_and_nothing_is_kept(text, fault):
    assert fault in faults_of(text)[0]


def test_all_faults_are_counted_and_the_first_are_told():
    bad = "".join(f"{n},never\n" for n in range(70))

    with pytest.raises(RollFileIsBroken) as refused:
        taken_in(f"voter_no,birth_date\nx,1990-01-01\n{bad}")

    assert refused.value.count == 70
    assert len(refused.value.faults) == 50


def test_of_several_electorates_the_file_says_who_is_in_which():
    election = ElectorateFactory().election
    ElectorateFactory(election=election, code="committee", minimum_age=None, age_on=None)

    assert "electorate" in faults_of(FILE, election=election)[0]
    taken_in(
        "voter_no,birth_date,electorate\n1,1990-01-01,residents\nC1,1990-01-01,committee\n",
        election,
    )

    assert RollEntry.objects.get(voter_no="C1").electorate.code == "committee"


def test_a_vote_of_which_nothing_was_said_is_its_residents():
    election = ElectionFactory()

    taken_in(FILE, election)

    assert election.electorates.get().minimum_age == 15


def test_a_roll_replaces_the_one_before_and_a_faulty_one_replaces_nothing():
    election = ElectorateFactory().election
    taken_in(FILE, election)
    with pytest.raises(RollFileIsBroken):
        taken_in("voter_no,birth_date\n9,x\n", election)
    assert RollEntry.objects.count() == 3

    taken_in("voter_no,birth_date\n9,1990-01-01\n", election)

    assert RollEntry.objects.get().voter_no == "9"


def test_a_roll_that_is_used_stays():
    election = ElectorateFactory().election
    taken_in(FILE, election)
    registration = OnlineRegistration.objects.create(
        entry=RollEntry.objects.earliest("pk"), sealed="00"
    )
    with pytest.raises(RollIsFixed):
        taken_in(FILE, election)
    registration.delete()
    Roll.objects.update(handed_over_at=timezone.now())

    with pytest.raises(RollIsFixed):
        taken_in(FILE, election)


@pytest.mark.parametrize("state", [s for s in ElectionState if s != ElectionState.PREPARED])
def test_a_vote_that_is_frozen_takes_no_roll(state):
    with pytest.raises(ElectionIsNot):
        taken_in(FILE, ElectionFactory(state=state))


def test_the_command_tells_faults_by_line_and_keeps_nothing(tmp_path):
    election = ElectorateFactory().election
    path = tmp_path / "roll.csv"
    path.write_text("voter_no,birth_date\n1,x\n2,1990-01-01\n")
    with pytest.raises(CommandError, match="Line 2"):
        call_command("import_roll", path, election=election.pk)
    assert not RollEntry.objects.exists()
    path.write_text(FILE)
    out = StringIO()

    call_command("import_roll", path, election=election.pk, stdout=out)

    assert "3 people on the roll" in out.getvalue()
    with pytest.raises(CommandError, match="There is no vote"):
        call_command("import_roll", path, election=0)
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_roll", tmp_path / "none.csv", election=election.pk)


@pytest.mark.parametrize(("days", "kept"), [(APPEAL_DAYS - 1, True), (APPEAL_DAYS + 1, False)])
def test_a_roll_dies_after_the_time_for_appeals(days, kept):
    now = timezone.now()
    election = ElectionFactory(closes_at=now - timedelta(days=days))
    entry = RollEntryFactory(electorate=ElectorateFactory(election=election))
    RollFactory(election=election, size=1, imported_at=now)
    OnlineRegistration.objects.create(entry=entry, sealed="00")

    removed = remove_ended_rolls(now)

    assert RollEntry.objects.exists() == kept
    assert OnlineRegistration.objects.exists() == kept
    assert removed == (not kept)
    assert not PaperVoter.objects.exists()
    assert RETENTION["rolls"].remove


def test_a_roll_that_no_vote_followed_dies_after_a_year():
    now = timezone.now()
    entry = RollEntryFactory()
    RollFactory(election=entry.election, size=1, imported_at=now - timedelta(days=366))

    assert remove_ended_rolls(now) == 1

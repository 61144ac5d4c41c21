"""One person, one key, by one way: who may register, once, and what the portal learns of it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.accounts.errors import RoleIsRequired
from portal.accounts.models import AuditEntry
from portal.accounts.roles import Role
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.roll import invented, listed, registering_vote
from tests.threads import at_once
from voting.crypto.draw import SystemDraw
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.crypto.sealed_keys import seal_key
from voting.eligibility import Refusal
from voting.matching import Identity
from voting.models import (
    HeldVote,
    OnlineRegistration,
    PaperVoter,
    RegistrationPermission,
    RollEntry,
)
from voting.registrar.roll import read_roll
from voting.roll_errors import (
    CannotVote,
    KeyIsRegistered,
    PermissionIsOver,
    RegistrationDatesDoNotFit,
    RegistrationIsNotOpen,
    RegistrationIsUnderWay,
    RollIsFixed,
    RollIsMissing,
    SealedKeyIsBroken,
)
from voting.services.handing_over import HEADING, band_of, hand_over_roll, rows_for_registrar
from voting.services.registrations import (
    PERMISSION_MINUTES,
    offer_registration,
    permit_registration,
    register_key,
    ticket_of,
)

pytestmark = pytest.mark.django_db


def identity(sub="demo-tanabe", **changes):
    person = invented(sub) | changes
    return Identity(person["name"], date.fromisoformat(person["birthdate"]), person["address"])


def permitted(election, who=None, now=None):
    return permit_registration(
        election=election, identity=who or identity(), now=now or timezone.now()
    )


def sealed_for(token, registrar, key=4711):
    recipient = RISTRETTO255.multiply_generator(registrar.registration)
    ticket = bytes.fromhex(ticket_of(token))
    return seal_key(RISTRETTO255, registrar.election, recipient, ticket, key, SystemDraw()).hex()


def registered(token, registrar, key=4711, now=None):
    sealed = sealed_for(token, registrar, key)
    return register_key(token=token, sealed=sealed, now=now or timezone.now())


def registrar_of(election):
    """The vote's registrar, another at each call."""
    officer = RoleGrantFactory(role=Role.REGISTRAR, area=None).user
    HeldVote.objects.filter(pk=election.pk).update(registrar=officer)
    return officer


def csv_for_registrar(election):
    lines = [",".join(HEADING), *(",".join(row) for row in rows_for_registrar(election))]
    return "\n".join(lines).encode()


def handed_over(election):
    now = timezone.now() + timedelta(hours=2)
    hand_over_roll(actor=registrar_of(election), election=election, now=now)
    return csv_for_registrar(election)


def test_a_resident_registers_and_the_registrar_alone_reads_the_key():
    electorate, registrar = registering_vote()
    entry = listed(invented(), electorate, voter_no="7")
    other = listed(invented("demo-nakane"), electorate, voter_no="8")

    registered(permitted(electorate.election), registrar)

    people = read_roll(handed_over(electorate.election), RISTRETTO255, registrar.open_registration)
    keys = {person.entry: person.key for person in people}
    assert keys == {"7": RISTRETTO255.multiply_generator(4711).hex(), "8": ""}
    key = RISTRETTO255.multiply_generator(4711).hex()
    assert not any(key in str(row) for row in everything_stored())
    assert OnlineRegistration.objects.get().entry == entry
    assert not RegistrationPermission.objects.exists()
    assert other.electorate.code == people[1].electorate


def everything_stored():
    """Every row of every table of voting, as the database gives it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("voting_", "accounts_audit")):
                cursor.execute(f"SELECT * FROM {table}")
                yield from cursor.fetchall()


NOBODY = {"name": "相沢 圭", "birthdate": "1990-01-15"}


@pytest.mark.parametrize(
    ("who", "columns", "refusal"),
    [
        (identity("demo-aizawa"), {}, Refusal.NOT_ON_ROLL),
        (identity(address="東京都千代田区霞が関1丁目3番2号"), {}, Refusal.NOT_ON_ROLL),
        (identity(birthdate="1984-06-12"), {}, Refusal.NOT_ON_ROLL),
        (identity(), {"municipality_code": "13101", "ward_code": ""}, Refusal.OTHER_AREA),
        (identity(), {"resident_until": date(2020, 1, 1)}, None),
        (identity(), {"exclusion": "assembly_member"}, Refusal.EXCLUDED),
    ],
)
def test_who_may_not_vote_gets_no_permission_and_hears_why(who, columns, refusal):
    electorate, _ = registering_vote()
    listed(invented(), electorate, **columns)
    if refusal is None:
        assert permitted(electorate.election, who)
        return

    with pytest.raises(CannotVote) as refused:
        permitted(electorate.election, who)

    assert refused.value.refusal == refusal
    assert not RegistrationPermission.objects.exists()


def test_who_is_too_young_registers_no_key():
    electorate, _ = registering_vote()
    listed(invented("demo-kudo"), electorate)

    with pytest.raises(CannotVote) as refused:
        permitted(electorate.election, identity("demo-kudo"))

    assert refused.value.refusal == Refusal.TOO_YOUNG


def test_who_voted_on_paper_registers_no_key():
    electorate, _ = registering_vote()
    entry = listed(invented(), electorate)
    token = permitted(electorate.election)
    vote_on_paper(entry)

    for deed in (
        lambda: permitted(electorate.election),
        lambda: register_key(token=token, sealed="00", now=timezone.now()),
    ):
        with pytest.raises(CannotVote) as refused:
            deed()
        assert refused.value.refusal == Refusal.VOTED_ON_PAPER


def vote_on_paper(entry):
    desk = entry.election.desks.create(kind="counter", name_ja="窓口", name_en="Counter")
    PaperVoter.objects.create(
        election=entry.election,
        electorate=entry.electorate,
        desk=desk,
        entry=entry,
        by=UserFactory(),
    )


def test_a_second_key_for_one_entry_is_refused_by_either_way():
    electorate, registrar = registering_vote()
    listed(invented(), electorate)
    first, second = permitted(electorate.election), permitted(electorate.election)
    registered(first, registrar)

    with pytest.raises(PermissionIsOver):
        registered(first, registrar, key=5)
    with pytest.raises(PermissionIsOver):
        registered(second, registrar, key=5)
    with pytest.raises(KeyIsRegistered):
        permitted(electorate.election)
    # And the postcard: who has a key gets none, because the registrar's tool makes no second code.
    people = read_roll(handed_over(electorate.election), RISTRETTO255, registrar.open_registration)
    assert [bool(person.key) for person in people] == [True]


def test_after_the_hand_over_nobody_registers_any_more():
    electorate, registrar = registering_vote()
    listed(invented(), electorate)
    token = permitted(electorate.election)
    handed_over(electorate.election)

    with pytest.raises(RegistrationIsNotOpen):
        registered(token, registrar)
    with pytest.raises(RegistrationIsNotOpen):
        permitted(electorate.election)


@pytest.mark.parametrize("hours", [-2, 1, 2])
def test_registration_is_open_between_its_moments_alone(hours):
    electorate, _ = registering_vote()
    listed(invented(), electorate)
    now = electorate.election.roll.registration_opens_at + timedelta(hours=1 + hours)

    with pytest.raises(RegistrationIsNotOpen):
        permitted(electorate.election, now=now)


def test_a_permission_lasts_its_minutes_and_no_token_is_guessed():
    electorate, registrar = registering_vote()
    listed(invented(), electorate)
    now = timezone.now()
    token = permitted(electorate.election, now=now)

    with pytest.raises(PermissionIsOver):
        registered(token, registrar, now=now + timedelta(minutes=PERMISSION_MINUTES))
    for guess in ("", "x", ticket_of(token)):
        with pytest.raises(PermissionIsOver):
            registered(guess, registrar)
    assert token not in str(list(RegistrationPermission.objects.values()))


@pytest.mark.parametrize("sealed", ["", "00", "zz" * 128, "AA" * 128, "00" * 129])
def test_what_is_no_sealed_key_is_not_stored(sealed):
    electorate, _ = registering_vote()
    listed(invented(), electorate)
    token = permitted(electorate.election)

    with pytest.raises(SealedKeyIsBroken):
        register_key(token=token, sealed=sealed, now=timezone.now())

    assert not OnlineRegistration.objects.exists()
    assert RegistrationPermission.objects.exists()


def test_nothing_of_an_identity_is_stored():
    electorate, _ = registering_vote()
    before = RollEntry.objects.count()
    with pytest.raises(CannotVote):
        permitted(electorate.election, identity("demo-aizawa"))

    assert not any("相沢" in str(row) or "霞が関" in str(row) for row in everything_stored())
    assert RollEntry.objects.count() == before


def test_the_registrar_gets_whoever_may_vote_and_nobody_else():
    electorate, _ = registering_vote()
    listed(invented(), electorate, voter_no="1", ward_code="12102")
    listed(invented("demo-kudo"), electorate, voter_no="2")
    listed(invented("demo-nakane"), electorate, voter_no="3", municipality_code="13101")
    listed(invented("demo-nguyen"), electorate, voter_no="4", exclusion="election_staff")

    handed_over(electorate.election)

    [row] = rows_for_registrar(electorate.election)
    assert row[:2] == ("1", electorate.code)
    assert row[3] == "40-49"
    deed = AuditEntry.objects.get(deed="hand_over_roll")
    assert deed.facts == {"entries": 1}
    assert "田辺" not in str(deed.facts)


def test_the_roll_is_handed_over_to_a_registrar_once_registration_is_over():
    electorate, _ = registering_vote()
    election, now = electorate.election, timezone.now()
    with pytest.raises(RoleIsRequired):
        hand_over_roll(actor=UserFactory(), election=election, now=now)
    with pytest.raises(RegistrationIsUnderWay):
        hand_over_roll(actor=registrar_of(election), election=election, now=now)
    election.roll.size = 0
    election.roll.save()
    with pytest.raises(RollIsMissing):
        hand_over_roll(actor=registrar_of(election), election=election, now=now)


def test_registration_is_offered_before_the_vote_and_for_one_key():
    electorate, registrar = registering_vote()
    election, officer = electorate.election, RoleGrantFactory(role=Role.ADMINISTRATOR).user
    listed(invented(), electorate)
    registered(permitted(election), registrar)
    now, key = timezone.now(), election.roll.registrar_key
    dates = {"opens_at": now, "closes_at": now + timedelta(days=1)}

    roll = offer_registration(actor=officer, election=election, key=key, **dates)

    assert roll.registration_closes_at == dates["closes_at"]
    with pytest.raises(RollIsFixed):
        offer_registration(actor=officer, election=election, key="11" * 32, **dates)
    for bad in ({"key": "x"}, {"closes_at": now}):
        with pytest.raises(RegistrationDatesDoNotFit):
            offer_registration(actor=officer, election=election, **({"key": key, **dates} | bad))


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2010, 1, 1), "0-17"),
        (date(2008, 4, 1), "18-29"),
        (date(2008, 4, 2), "0-17"),
        (date(1930, 1, 1), "70-"),
    ],
)
def test_ages_come_in_bands(born, band):
    assert band_of(born, date(2026, 4, 1)) == band


@pytest.mark.django_db(transaction=True)
def test_of_many_keys_for_one_entry_at_once_one_stands():
    electorate, registrar = registering_vote()
    listed(invented(), electorate)
    tokens = [permitted(electorate.election) for _ in range(6)]
    deeds = [lambda t=t, n=n: registered(t, registrar, key=n + 2) for n, t in enumerate(tokens)]

    errors = at_once(*deeds, *deeds[:2])

    assert OnlineRegistration.objects.count() == 1
    assert sum(error is None for error in errors) == 1
    known = (KeyIsRegistered, PermissionIsOver)
    assert all(isinstance(error, known) for error in errors if error)


@pytest.mark.django_db(transaction=True)
def test_a_key_that_comes_while_the_roll_goes_is_in_it_or_refused():
    electorate, registrar = registering_vote()
    listed(invented(), electorate)
    token, officer = permitted(electorate.election), registrar_of(electorate.election)
    late = timezone.now() + timedelta(hours=2)
    rows = []

    def hand_over():
        hand_over_roll(actor=officer, election=electorate.election, now=late)
        rows.extend(rows_for_registrar(electorate.election))

    refused = at_once(hand_over, lambda: registered(token, registrar))[1]

    assert isinstance(refused, RegistrationIsNotOpen) or refused is None
    assert bool(rows[0][-1]) == (refused is None)

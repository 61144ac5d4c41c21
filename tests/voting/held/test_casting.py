"""Casting over HTTP: once, whatever is repeated, and refused by name."""

import json
import re
import time
from datetime import timedelta

import pytest
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    IntegrityError,
    InternalError,
    transaction,
)
from django.test import Client
from django.utils import timezone

from portal.lifecycle.models import CyclePhase
from portal.lifecycle.phases import PhaseState
from tests.factories.held import DRAW, Refusal, Town
from tests.threads import at_once
from voting.crypto.ballots import Place
from voting.crypto.draw import draw_scalar
from voting.crypto.entries import (
    PAPER,
    REVOKED,
    Revoked,
    VotedOnPaper,
    entry_bytes,
    read_entry,
    sign_entry,
)
from voting.crypto.groups.ristretto import ORDER, RISTRETTO255
from voting.crypto.merkle import check_consistency, check_inclusion
from voting.models import BoardFile, BoardPart, Challenges, LogEntry, LogHead, SeenElement
from voting.models import Place as Sequenced
from voting.rehearse.device import Device
from voting.services.clock import change_due_votes
from voting.services.log import append_signed_entry, sequence, sequence_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db):
    return Town(trustees=1).open()


def refusal_of(ask):
    with pytest.raises(Refusal) as refused:
        ask()
    return refused.value.code


def sent(device, choice=(0,)):
    unsigned = device.encrypt(choice)
    return device.signed(unsigned, device.commit(unsigned))


def test_a_receipt_stores_nothing_and_the_portal_holds_no_ballot_before_the_voter_chose(town):
    unsigned = town.device(0).encrypt((0,))

    first = town.device(0).commit(unsigned)

    assert town.device(0).commit(unsigned) == first
    assert not LogEntry.objects.exists()
    assert not SeenElement.objects.exists()


def test_a_resend_gets_the_same_promise_and_is_no_second_ballot(town):
    document = sent(town.device(0))

    answers = [town.ask("ballots", document) for _ in range(3)]

    assert answers[0] == answers[1] == answers[2]
    assert LogEntry.objects.count() == 1
    assert town.device(0).state(int(time.time()))["counter"] == 1


def test_what_is_wrong_in_itself_is_refused_by_name(town):
    device = town.device(0)
    document = sent(device)
    other = sent(town.device(1))
    entry = bytes.fromhex(document["entry"])
    too_large = entry[:-32] + (ORDER + 1).to_bytes(32, "little")
    stranger = Device(town.definition, draw_scalar(DRAW, RISTRETTO255), town.ask, DRAW)
    wrong = {
        "no_receipt": {**document, "receipt": other["receipt"]},
        "signature": {**document, "entry": (entry[:-64] + bytes(64)).hex()},
        "scalar": {**document, "entry": too_large.hex()},
        "log-entry": {**document, "entry": document["entry"] + "00"},
        "encoding": {**document, "more": 1},
        "unlisted-credential": sent(stranger),
    }

    for code, asked in wrong.items():
        assert refusal_of(lambda asked=asked: town.ask("ballots", asked)) == code
    closed = bytes([6]) + bytes(64)
    assert refusal_of(lambda: town.ask("ballots", {**document, "entry": closed.hex()})) in {
        "log-entry",
        "signature",
    }
    assert not LogEntry.objects.exists()


def test_ambiguous_and_huge_requests_are_refused_and_store_nothing(town):
    address = f"/casting/{town.held.fingerprint}/ballots"

    def status(body):
        return Client().post(address, body, content_type="application/json").status_code

    assert status(b"{") == 400
    assert status(b"[" * 50_000) == 400
    assert status(b'{"entry": "' + b"0" * 70_000 + b'"}') == 413
    assert status(b'{"entry": 1, "receipt": 2}') == 400
    assert Client().get(address).status_code == 405
    assert Client().get(f"/casting/{'0' * 64}/now").status_code == 404
    assert not LogEntry.objects.exists()


def test_a_changed_ballot_names_the_one_before_and_no_counter_is_jumped(town):
    device = town.device(0)
    device.cast((0,))
    device.cast((1,))
    assert device.state(int(time.time()))["counter"] == 2
    old = Device(town.definition, town.keys[0], town.ask, DRAW)
    jumped = Device(town.definition, town.keys[0], town.ask, DRAW, 20, device.previous)
    astray = Device(town.definition, town.keys[0], town.ask, DRAW, 2, bytes([7] * 32))

    for behind in (old, jumped, astray):
        assert refusal_of(lambda behind=behind: behind.cast((2,))) == "ballot-chain"
    assert LogEntry.objects.count() == 2


def test_after_twenty_changes_the_last_ballot_stands(town):
    device = town.device(0)
    for _ in range(21):
        device.cast((0,))

    assert device.state(int(time.time()))["changes_left"] == 0
    device.counter = 20
    assert refusal_of(lambda: device.cast((1,))) == "too_many_changes"
    assert LogEntry.objects.count() == 21


def test_a_copied_ciphertext_is_refused_whoever_sends_it(town):
    victim, thief = town.device(0), town.device(1)
    copied = read_entry(town.definition, bytes.fromhex(sent(victim)["entry"]), "").unsigned
    victim_sent = victim.signed(copied, victim.commit(copied))
    town.ask("ballots", victim_sent)
    place = Place(town.definition.fingerprint, thief.credential, 0, copied.place.previous)
    stolen = type(copied)(place, copied.row, copied.proof)
    forged = thief.signed(stolen, thief.commit(stolen))

    # The proof binds the randomness to the victim's credential.
    assert refusal_of(lambda: town.ask("ballots", forged)) == "ballot-proof"
    again = Device(
        town.definition,
        town.keys[0],
        town.ask,
        DRAW,
        1,
        victim.encrypt((0,)).tracker(town.definition.group),
    )
    assert refusal_of(lambda: again.cast((0,))) == "ballot-chain"
    assert LogEntry.objects.count() == 1


def test_a_challenged_ballot_is_never_cast_and_a_cast_one_never_spoilt(town):
    device = town.device(0)
    unsigned = device.encrypt((0,))
    receipt = device.commit(unsigned)
    device.encrypt = lambda _choice: unsigned
    tracker = device.challenge((0,))
    device.challenge((0,))

    assert refusal_of(lambda: town.ask("ballots", device.signed(unsigned, receipt))) == (
        "spoilt-ballot"
    )
    other = town.device(1)
    ballot = other.encrypt((1,))
    town.ask("ballots", other.signed(ballot, other.commit(ballot)))
    other.encrypt = lambda _choice: ballot
    assert refusal_of(lambda: other.challenge((1,))) == "spoilt-ballot"
    assert [entry.tracker for entry in LogEntry.objects.filter(kind=2)] == [tracker.hex()]
    assert Challenges.objects.get().count == 1


def test_only_who_may_vote_writes_a_challenge_and_no_more_than_twenty(town):
    stranger = Device(town.definition, draw_scalar(DRAW, RISTRETTO255), town.ask, DRAW)
    assert refusal_of(lambda: stranger.challenge((0,))) == "unlisted-credential"
    device = town.device(0)
    device.challenge((0,))
    Challenges.objects.update(count=20)

    assert refusal_of(lambda: device.challenge((0,))) == "too_many_challenges"


@pytest.mark.parametrize(
    ("make", "kind", "code"),
    [(Revoked, REVOKED, "revoked"), (VotedOnPaper, PAPER, "voted_on_paper")],
)
def test_an_excluded_credential_casts_no_more_and_its_holder_is_told(town, make, kind, code):
    device = town.device(0)
    device.cast((0,))
    entry = sign_entry(town.definition, lambda s: make(device.credential, s), town.signing, DRAW)
    append_signed_entry(town.vote, entry_bytes(town.definition, entry))
    append_signed_entry(town.vote, entry_bytes(town.definition, entry))

    assert refusal_of(lambda: device.cast((1,))) == code
    assert refusal_of(lambda: device.challenge((1,))) == code
    assert device.state(int(time.time()))["excluded"] == code
    assert sequence(town.vote) == 2
    assert list(Sequenced.objects.values_list("entry__kind", flat=True)) == [1, kind]


def test_only_the_holder_of_a_code_is_told_where_its_ballots_stand(town):
    device, now = town.device(0), int(time.time())
    device.cast((0,))
    thief = Device(town.definition, town.keys[1], town.ask, DRAW)
    asked = {}
    thief.ask = lambda _name, document: asked.update(document)
    thief.state(now)
    asked["credential"] = device.credential.hex()

    assert refusal_of(lambda: town.ask("state", asked)) == "signature"
    assert refusal_of(lambda: device.state(now - 3600)) == "stale"
    assert refusal_of(lambda: device.state(now + 3600)) == "stale"


def test_nothing_is_cast_before_opening_after_closing_or_outside_the_phase():
    early = (
        Town(trustees=1, opens_at=timezone.now() + timedelta(minutes=5))
        .hold()
        .list_voters()
        .freeze()
    )
    assert refusal_of(lambda: early.device(0).cast((0,))) == "not_open_yet"
    town = Town(trustees=1).open()
    device = town.device(0)
    document = sent(device)
    phases = CyclePhase.objects.filter(cycle=town.election.cycle)
    phases.update(state=PhaseState.CLOSED)
    assert refusal_of(lambda: town.ask("ballots", document)) == "closed"
    phases.update(state=PhaseState.OPEN)
    town.close()

    assert refusal_of(lambda: town.ask("ballots", document)) == "closed"
    assert not LogEntry.objects.filter(kind=1).exists()
    assert LogEntry.objects.filter(held=town.held, kind=6).count() == 1


def test_a_vote_whose_phase_is_closed_early_is_closed_with_it(town):
    CyclePhase.objects.filter(cycle=town.election.cycle).update(state=PhaseState.CLOSED)

    assert change_due_votes() == 1
    assert change_due_votes() == 0
    town.election.refresh_from_db()
    assert town.election.state == "closed"


def sizes_shown(page):
    """How many entries the heads are over, as the page of the log says it."""
    return re.findall(r'<th scope="row" class="tm-number">(.+?)</th>', page)


def test_before_closing_the_log_shows_heads_and_proofs_and_nothing_else(town):
    tracker = town.device(0).cast((0,))
    town.device(1).cast((1,))
    town.device(2).cast((2,))
    sequence(town.vote)
    client = Client()
    told = town.ask("trackers", {"tracker": tracker.hex()})
    now = client.get(f"/casting/{town.held.fingerprint}/now").json()
    page = client.get(f"/votes/{town.election.pk}/log/").content.decode()
    election = client.get(town.election.get_absolute_url()).content.decode()

    assert set(told) == {"tracker", "kind", "index", "leaf", "size", "path", "head"}
    assert now["ballots"] == "under 10"
    assert sizes_shown(page) == ["10未満"]
    for said in (page, election, json.dumps(now), json.dumps(told)):
        assert town.device(0).credential.hex() not in said
    for name in ("vote.tomoni", "record.tomoni", "entries"):
        assert client.get(f"/boards/{town.held.name}/{name}").status_code == 404
    columns = {field.name for field in LogEntry._meta.get_fields() if field.concrete}
    assert columns == {
        "leaf",
        "held",
        "kind",
        "encoded",
        "tracker",
        "credential",
        "counter",
    }
    assert not set(client.get(f"/casting/{town.held.fingerprint}/now").cookies)
    town.close()
    page = client.get(f"/votes/{town.election.pk}/log/").content.decode()
    assert sizes_shown(page) == ["4", "3"]


def test_proofs_hold_without_building_the_tree_anew(town, django_assert_max_num_queries):
    device, heads = town.device(0), []
    for _ in range(5):
        tracker = device.cast((0,))
        sequence(town.vote)
        heads.append(LogHead.objects.order_by("-size").first())
    with django_assert_max_num_queries(5):
        told = town.ask("trackers", {"tracker": tracker.hex()})
    leaf, path = bytes.fromhex(told["leaf"]), [bytes.fromhex(part) for part in told["path"]]
    root = bytes.fromhex(told["head"]["root"])

    check_inclusion(leaf, told["index"], told["size"], path, root)
    address = f"/casting/{town.held.fingerprint}/consistency/3/5"
    proof = [bytes.fromhex(part) for part in Client().get(address).json()["proof"]]
    roots = {head.size: bytes.fromhex(head.root) for head in heads}
    check_consistency(3, roots[3], 5, roots[5], proof)
    assert Client().get(address.replace("/3/", "/4000/")).status_code == 404


def test_a_batch_is_made_within_the_delay_and_not_for_every_ballot(town, settings):
    town.device(0).cast((0,))
    assert sequence_due() == 1
    town.device(1).cast((0,))
    assert sequence_due() == 0

    later = timezone.now() + timedelta(seconds=settings.LOG_DELAY)
    assert sequence_due(now=later) == 1
    assert sequence_due(now=later) == 0


@pytest.mark.parametrize("model", [LogEntry, Sequenced, LogHead, SeenElement, BoardFile, BoardPart])
def test_the_database_refuses_to_change_the_log_and_the_board(model):
    town = Town(trustees=1).open()
    town.device(0).cast((0,))
    sequence(town.vote)
    rows = model.objects.count()

    with pytest.raises((IntegrityError, InternalError, DatabaseError)), transaction.atomic():
        model.objects.all()._raw_delete(DEFAULT_DB_ALIAS)

    assert rows == model.objects.count() > 0


def test_a_lost_key_is_told_and_nothing_is_signed_with_another(town, settings, tmp_path):
    document = sent(town.device(0))
    address = f"/casting/{town.held.fingerprint}/ballots"
    del town.vote.__dict__["log_key"]
    settings.LOG_KEYS_DIR = str(tmp_path)

    answer = Client().post(address, json.dumps(document), content_type="application/json")

    assert answer.status_code == 503
    assert "鍵" in answer.json()["ja"]
    assert not LogEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_fifty_casts_of_one_credential_at_once_are_one_ballot():
    town = Town(voters=1, trustees=1).open()
    documents = [sent(town.device(0), (n % 3,)) for n in range(50)]

    raised = at_once(*(lambda d=d: town.ask("ballots", d) for d in documents))

    refused = [error.code for error in raised if error]
    assert refused == ["ballot-chain"] * 49
    assert LogEntry.objects.count() == 1
    assert town.device(0).state(int(time.time()))["counter"] == 1


@pytest.mark.django_db(transaction=True)
def test_several_sequencers_at_once_give_every_entry_one_place():
    town = Town(voters=8, trustees=1).open()
    for place in range(8):
        town.device(place).cast((0,))

    raised = at_once(*(lambda: sequence(town.vote) for _ in range(6)))

    assert raised == [None] * 6
    assert sorted(Sequenced.objects.values_list("index", flat=True)) == list(range(8))
    assert LogHead.objects.get().size == 8

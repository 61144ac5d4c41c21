"""Paper stands: from the counter over the registrar to the record, and every way to count twice."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.errors import RoleIsRequired
from portal.accounts.models import AuditEntry
from portal.accounts.roles import Role
from portal.jobs.services import do_once
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.held import DRAW, Refusal, Town
from tests.factories.roll import RollEntryFactory
from tests.threads import at_once
from voting.crypto.entries import PAPER
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.eligibility import Refusal as Why
from voting.errors import ElectionIsNot, PaperIsNotComplete
from voting.models import AuditedBallot, Credential, LogEntry, PaperVoter, SettledBallot
from voting.registrar.counter import (
    answer_bytes,
    bind,
    exclude,
    keys_in,
    read_answer,
    read_batches,
    read_requests,
)
from voting.registrar.making import Indexed
from voting.roll_errors import (
    BallotCannotBeRead,
    BallotsAreMissing,
    BatchIsBeyondYou,
    BatchIsTyped,
    CannotVote,
    CardIsUnknown,
    FileIsRefused,
    NothingDiffers,
    PaperDoesNotAddUp,
    SampleIsNotAudited,
)
from voting.selectors.paper import counted_by_desk, differing_numbers
from voting.selectors.paper_audit import audit_of, audit_sample
from voting.services.certifying import certify_result
from voting.services.log import sequence
from voting.services.paper_batches import (
    batches_for_registrar,
    begin_typing,
    finish_typing,
    make_batch,
    settle_ballot,
    take_bound_batches,
    type_ballot,
)
from voting.services.paper_voters import (
    admit_by_card,
    admit_by_roll,
    open_desk,
    requests_for_registrar,
    take_exclusions,
)
from voting.services.tallying import lay_out_vote
from voting.states import DeskKind, ElectionState, PaperState

pytestmark = pytest.mark.django_db
# Where threads or workers take part, they see what is stored.
TOGETHER = pytest.mark.django_db(transaction=True)


def clerk():
    return RoleGrantFactory(role=Role.COUNTER_CLERK, area=None).user


class Counter:
    """An open vote whose people stand on the roll under the numbers 0, 1, …, and its counter."""

    def __init__(self, voters=4, **options):
        self.town = Town(voters=voters, **options).open()
        self.vote, self.election = self.town.vote, self.town.election
        self.clerk = clerk()
        electorate = self.election.electorates.get()
        electorate.municipality_code = "12100"
        electorate.minimum_age, electorate.age_on = 15, date(2026, 4, 1)
        electorate.save()
        self.entries = [
            RollEntryFactory(electorate=electorate, voter_no=str(n)) for n in range(voters)
        ]
        self.keys = [RISTRETTO255.multiply_generator(key) for key in self.town.keys]
        self.index = {str(n): Indexed(str(n), 0, "", "", key) for n, key in enumerate(self.keys)}
        self.desk = self.open_desk()
        self.answers = []

    def open_desk(self, kind=DeskKind.COUNTER):
        names = {"name_ja": "窓口", "name_en": "Counter"}
        return open_desk(actor=self.clerk, election=self.election, kind=kind, **names)

    def by_card(self, n, now=None, actor=None):
        return admit_by_card(
            actor=actor or self.clerk,
            desk=self.desk,
            vote=self.vote,
            credential=self.keys[n].hex(),
            now=now or timezone.now(),
        )

    def by_roll(self, number, now=None):
        return admit_by_roll(
            actor=self.clerk, desk=self.desk, voter_no=str(number), now=now or timezone.now()
        )

    def answered(self, tool_index=None):
        """What the registrar's tool gives for what the counter waits for."""
        definition, key = self.vote.definition, self.town.signing
        asked = requests_for_registrar(self.vote, actor=self.town.registrar)
        before = {k for a in self.answers for k in keys_in(definition, read_answer(definition, a))}
        requests = read_requests(definition, asked)
        answer = exclude(definition, requests, tool_index or self.index, before, key, DRAW)
        self.answers.append(answer_bytes(definition, answer, key, DRAW))
        return self.answers[-1]

    def excluded(self):
        return take_exclusions(actor=self.town.registrar, vote=self.vote, encoded=self.answered())

    def typed(self, batch, actor, *ballots):
        begin_typing(actor=actor, batch=batch)
        for number, typed in enumerate(ballots, start=1):
            type_ballot(actor=actor, vote=self.vote, batch=batch, number=number, typed=typed)
        return finish_typing(actor=actor, batch=batch)

    def bound(self):
        asked = batches_for_registrar(self.vote, actor=self.town.registrar)
        batches = read_batches(self.vote.definition, asked)
        signed = bind(self.vote.definition, batches, self.town.signing, DRAW)
        return take_bound_batches(actor=self.town.registrar, vote=self.vote, encoded=signed)


@pytest.fixture
def counter():
    return Counter()


def refused_cast(counter, n):
    with pytest.raises(Refusal) as refused:
        counter.town.device(n).cast((0,))
    return refused.value.code


@TOGETHER
def test_paper_stands_from_the_counter_to_the_certified_record(counter):
    vote_by_both_ways(counter)
    counter.town.close()
    with pytest.raises(PaperIsNotComplete):
        lay_out_vote(actor=counter.town.admin, held=counter.town.held)
    type_in(counter)
    assert counter.bound() == 1
    sequence(counter.vote)
    tally(counter.town)
    counter.election.refresh_from_db()
    assert counter.election.state == ElectionState.OPENED
    # Two online, two on paper: what the first cast before the counter is not among them.
    assert counter.election.ballot_count == 4
    audit_and_certify(counter)


def audit_and_certify(counter):
    """The sample is all there is; nothing is certified before each of it was read again."""
    do_once()
    election, auditor = counter.election, RoleGrantFactory(role=Role.AUDITOR, area=None).user
    assert sorted(audit_of(counter.town.held).sample) == [(1, 1), (1, 2)]
    page, clients = reverse("voting:paper_audit", args=[election.pk]), [Client(), Client()]
    for client, person in zip(clients, (auditor, counter.clerk), strict=True):
        client.force_login(person)
    said = {"batch": 1, "number": 1, "typed": "2 3"}
    assert [client.post(page, said).status_code for client in (clients[1], Client())] == [403, 403]
    assert clients[0].post(page, said).status_code == 302
    assert "標本に入っていないか" in clients[0].post(page, said).content.decode()
    unreadable = clients[0].post(page, {**said, "number": 2, "typed": "9"})
    assert "読めません" in unreadable.content.decode()
    with pytest.raises(SampleIsNotAudited):
        certify_result(actor=auditor, election=election)
    assert clients[0].post(page, {**said, "number": 2, "typed": "3"}).status_code == 302
    assert [b.agrees for b in AuditedBallot.objects.order_by("number")] == [True, False]
    public = Client().get(page).content.decode()
    assert ("記録と同じ" in public, "記録と違う" in public) == (True, True)
    certify_result(actor=auditor, election=election)


def vote_by_both_ways(counter):
    for n in range(3):
        counter.town.device(n).cast((0,))
    counter.by_card(0)
    counter.by_roll(3)
    assert refused_cast(counter, 0) == "voted_on_paper"
    assert counter.excluded() == (2, 0)
    assert refused_cast(counter, 3) == "voted_on_paper"
    assert LogEntry.objects.filter(kind=PAPER).count() == 2


def type_in(counter):
    electorate = counter.election.electorates.get()
    batch = make_batch(actor=counter.clerk, electorate=electorate, size=2)
    counter.typed(batch, counter.clerk, "2 3", "-")
    counter.typed(batch, clerk(), "2 3", "1")
    assert differing_numbers(batch) == [2]
    with pytest.raises(PaperDoesNotAddUp):
        counter.bound()
    settle_ballot(actor=clerk(), vote=counter.vote, batch=batch, number=2, typed="1")


def tally(town):
    lay_out_vote(actor=town.admin, held=town.held)
    do_once()
    vote = town.keyholders.countersign()
    for mixer in (1, 2):
        town.keyholders.mix(vote, [mixer])
        do_once()
    town.keyholders.open(town.keyholders.mix(vote))
    do_once()


def test_a_card_admits_once_and_only_while_the_vote_is_open(counter):
    counter.by_card(0)
    with pytest.raises(CannotVote) as refused:
        counter.by_card(0)
    assert refused.value.refusal == Why.VOTED_ON_PAPER
    late = counter.election.closes_at
    for now, why in ((late, Why.CLOSED), (late - timedelta(hours=9), Why.NOT_OPEN_YET)):
        for deed in (counter.by_card, counter.by_roll):
            with pytest.raises(CannotVote) as refused:
                deed(1, now=now)
            assert refused.value.refusal == why
    with pytest.raises(RoleIsRequired):
        counter.by_card(1, actor=UserFactory())
    counter.keys[1] = RISTRETTO255.multiply_generator(7)
    with pytest.raises(CardIsUnknown):
        counter.by_card(1)


REFUSED = {
    Why.OTHER_AREA: {"municipality_code": "13101"},
    Why.EXCLUDED: {"exclusion": "election_staff"},
    Why.TOO_YOUNG: {"birth_date": timezone.localdate()},
}


def test_who_has_no_vote_has_none_on_paper(counter):
    electorate = counter.election.electorates.get()
    for why, columns in REFUSED.items():
        RollEntryFactory(electorate=electorate, voter_no=why, **columns)

    for number in (*REFUSED, Why.NOT_ON_ROLL):
        with pytest.raises(CannotVote) as refused:
            counter.by_roll(number)
        assert refused.value.refusal == number

    assert not PaperVoter.objects.exists()


def test_one_person_by_the_roll_and_by_the_card_is_excluded_once(counter):
    without_card, with_card = counter.by_roll(0), counter.by_card(0)

    assert counter.excluded() == (1, 1)

    without_card.refresh_from_db()
    with_card.refresh_from_db()
    assert (without_card.state, with_card.state) == (PaperState.REFUSED, PaperState.EXCLUDED)
    counter.by_roll(1)
    assert counter.excluded() == (1, 0)
    with pytest.raises(CardIsUnknown):
        counter.by_card(1)


def test_no_table_relates_a_person_to_a_key(counter):
    counter.by_roll(0)
    counter.by_roll(1)
    counter.by_card(2)
    answer = counter.answered()
    take_exclusions(actor=counter.town.registrar, vote=counter.vote, encoded=answer)

    rows = list(PaperVoter.objects.values_list("entry", "credential"))
    assert all(entry is None or credential == "" for entry, credential in rows)
    read = read_answer(counter.vote.definition, answer)
    assert list(read.entries) == sorted(read.entries)
    deeds = AuditEntry.objects.filter(deed="admit_paper_voter")
    assert {str(deed.facts) for deed in deeds} == {f"{{'desk': {counter.desk.pk}}}"}


def test_only_the_registrars_own_answer_is_taken_and_twice_is_once(counter):
    counter.by_card(0)
    registrar, vote = counter.town.registrar, counter.vote
    answer = counter.answered()
    for bad in (b"", b"{}", answer[:-2], answer.replace(b'"refused":[]', b'"refused":[1]')):
        with pytest.raises(FileIsRefused):
            take_exclusions(actor=registrar, vote=vote, encoded=bad)
    with pytest.raises(RoleIsRequired):
        take_exclusions(actor=counter.clerk, vote=vote, encoded=answer)
    assert not LogEntry.objects.filter(kind=PAPER).exists()

    for _ in range(2):
        take_exclusions(actor=registrar, vote=vote, encoded=answer)

    assert LogEntry.objects.filter(kind=PAPER).count() == 1
    stranger = Counter(voters=2)
    stranger.by_card(0)
    with pytest.raises(FileIsRefused) as refused:
        take_exclusions(actor=registrar, vote=vote, encoded=stranger.answered())
    assert refused.value.check == "definition"


@TOGETHER
def test_casting_and_handing_the_card_in_at_once_never_both_count(counter):
    said = []

    def cast():
        try:
            said.append(counter.town.device(0).cast((0,)))
        except Refusal as refusal:
            said.append(refusal.code)

    errors = at_once(cast, lambda: counter.by_card(0))

    assert errors == [None, None]
    credential = Credential.objects.get(key=counter.keys[0].hex())
    ballots = LogEntry.objects.filter(credential=credential, counter__isnull=False).count()
    assert ballots == (said[0] != "voted_on_paper")
    assert counter.excluded() == (1, 0)
    assert refused_cast(counter, 0) == "voted_on_paper"


@TOGETHER
def test_the_same_card_at_many_desks_at_once_is_one_voter(counter):
    errors = at_once(*[lambda: counter.by_card(0) for _ in range(5)])

    assert PaperVoter.objects.count() == 1
    assert sum(error is None for error in errors) == 1


@pytest.fixture
def closed(counter):
    """Two people voted on paper; the vote is closed, and their ballots lie in a batch."""
    counter.by_card(0)
    counter.by_card(1)
    counter.excluded()
    counter.town.close()
    electorate = counter.election.electorates.get()
    counter.batch = make_batch(actor=counter.clerk, electorate=electorate, size=2)
    return counter


def test_who_typed_a_batch_types_it_no_second_time_and_settles_nothing(closed):
    one, two, third = closed.clerk, clerk(), clerk()
    closed.typed(closed.batch, one, "1", "2")
    with pytest.raises(BatchIsTyped):
        closed.typed(closed.batch, one, "1", "2")
    with pytest.raises(BatchIsBeyondYou):
        type_ballot(actor=two, vote=closed.vote, batch=closed.batch, number=1, typed="1")
    closed.typed(closed.batch, two, "1", "3")
    with pytest.raises(BatchIsTyped):
        begin_typing(actor=third, batch=closed.batch)
    settling = {"vote": closed.vote, "batch": closed.batch, "typed": "2"}
    for who in (one, two):
        with pytest.raises(BatchIsBeyondYou):
            settle_ballot(actor=who, number=2, **settling)
    with pytest.raises(NothingDiffers):
        settle_ballot(actor=third, number=1, **settling)
    settle_ballot(actor=third, number=2, **settling)
    with pytest.raises(NothingDiffers):
        settle_ballot(actor=clerk(), number=2, **settling)
    assert SettledBallot.objects.get().by == third


def test_a_typing_is_whole_before_it_is_handed_in(closed):
    begin_typing(actor=closed.clerk, batch=closed.batch)
    typing = {"actor": closed.clerk, "vote": closed.vote, "batch": closed.batch}
    type_ballot(number=2, typed="1", **typing)
    with pytest.raises(BallotsAreMissing):
        finish_typing(actor=closed.clerk, batch=closed.batch)
    for number, typed in ((0, "1"), (3, "1"), (1, "99"), (1, "")):
        with pytest.raises(BallotCannotBeRead):
            type_ballot(number=number, typed=typed, **typing)
    type_ballot(number=2, typed="2", **typing)
    type_ballot(number=1, typed="-", **typing)

    ballots = finish_typing(actor=closed.clerk, batch=closed.batch).ballots

    assert list(ballots.values_list("number", "choice")) == [(1, []), (2, [1])]


def test_more_or_fewer_ballots_than_excluded_keys_are_not_bound(closed):
    electorate = closed.election.electorates.get()
    more = make_batch(actor=closed.clerk, electorate=electorate, size=1)
    two = clerk()
    for batch, ballots in ((closed.batch, ("1", "2")), (more, ("1",))):
        closed.typed(batch, closed.clerk, *ballots)
        closed.typed(batch, two, *ballots)

    with pytest.raises(PaperDoesNotAddUp, match="2人、入力した票は3票"):
        closed.bound()


def test_ballots_are_bundled_once_closed_and_typed_before_the_first_mix(counter):
    electorate = counter.election.electorates.get()
    with pytest.raises(ElectionIsNot):
        make_batch(actor=counter.clerk, electorate=electorate, size=1)


def test_a_bound_batch_that_says_something_else_is_refused(closed):
    two = clerk()
    closed.typed(closed.batch, closed.clerk, "1", "2")
    closed.typed(closed.batch, two, "1", "2")
    definition, registrar = closed.vote.definition, closed.town.registrar
    asked = batches_for_registrar(closed.vote, actor=registrar)
    [batch] = read_batches(definition, asked)
    for changes in ({"count": 3}, {"fingerprint": bytes(32)}):
        other = type(batch)(
            **{
                name: changes.get(name, getattr(batch, name))
                for name in ("number", "electorate", "count", "fingerprint")
            }
        )
        signed = bind(definition, [other], closed.town.signing, DRAW)
        with pytest.raises(FileIsRefused):
            take_bound_batches(actor=registrar, vote=closed.vote, encoded=signed)
    forged = bind(definition, [batch], closed.town.keys[0], DRAW)
    with pytest.raises(FileIsRefused):
        take_bound_batches(actor=registrar, vote=closed.vote, encoded=forged)

    assert closed.bound() == 1


def test_the_sample_is_drawn_from_what_nobody_knew_when_typing(closed):
    two = clerk()
    closed.typed(closed.batch, closed.clerk, "1", "2")
    closed.typed(closed.batch, two, "1", "2")
    closed.bound()
    contributions = {1: b"a" * 32, 2: b"b" * 32}

    sample = audit_sample(closed.election.pk, contributions, b"r" * 32)

    assert sample == [(1, 1), (1, 2)]
    assert sample == audit_sample(closed.election.pk, contributions, b"r" * 32)


def test_channels_are_counted_and_small_numbers_are_not_told(counter):
    outreach = counter.open_desk(DeskKind.OUTREACH)
    counter.by_card(0)
    counter.desk = outreach
    counter.by_roll(1)

    counts = {count.desk.kind: count.voters for count in counted_by_desk(counter.election)}

    assert counts == {DeskKind.COUNTER: None, DeskKind.OUTREACH: None}

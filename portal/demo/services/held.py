"""Votes that are really held: keys made, ballots cast, mixed, opened, counted, certified.

Every party's part is done by the program that fills the demo, so each definition says that it is
a rehearsal. The cryptography is that of a real vote.
"""

from decimal import Decimal
from functools import partial
from typing import Any

from django.utils import timezone

from portal.demo.codes import GROUP, demo_codes, key_of
from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import DATA, read
from voting.counting import VoteType, any_rule_from_json
from voting.crypto.credential_list import CredentialList
from voting.crypto.draw import SeededDraw, draw_scalar
from voting.crypto.wire import proof_bytes, read_proof
from voting.registrar.making import Made, Registrar
from voting.rehearse.device import Device
from voting.rehearse.keyholders import Keyholders
from voting.rehearse.people import draw_choice
from voting.selectors.board import get_from, opener
from voting.selectors.frozen import FrozenVote, frozen_vote
from voting.services import ElectionPlan, answer_priorities, prepare_election, run_count
from voting.services.board import put_file
from voting.services.casting import cast_ballot, give_receipt
from voting.services.certifying import certify_result
from voting.services.clock import change_due_votes
from voting.services.freezing import define_vote
from voting.services.handing_over import hand_over_roll
from voting.services.holding import HoldingPlan, hold_vote, take_credentials
from voting.services.log import sequence
from voting.services.paper_voters import admit_by_roll, open_desk
from voting.services.rolls import import_roll
from voting.services.tallying import go_on
from voting.states import DeskKind, ElectionKind
from voting.trustee.messages import read_invitation

TRUSTEES = ("trustee_lawyer", "trustee_scholar", "trustee_citizen")


class HeldVoteOfDemo:
    """One vote with the keys of all its parties, from `prepare` to `certify`."""

    def __init__(self, city: City, key: str, row: dict[str, Any]) -> None:
        self.city, self.key, self.row = city, key, row
        self.draw = SeededDraw(f"demo vote {key}".encode())

    def prepare(self) -> None:
        """On one day: the plan, the keys, the list, the definition, the signatures."""
        row, city = self.row, self.city
        plan = ElectionPlan(
            kind=ElectionKind(row["kind"]),
            name_ja=row["name_ja"],
            name_en=row["name_en"],
            ballot_type=VoteType(row["ballot_type"]),
            min_picks=row.get("min_picks"),
            max_picks=row.get("max_picks"),
            budget=Decimal(row["budget"]) if "budget" in row else None,
            rule=any_rule_from_json(row["rule"]) if "rule" in row else None,
            opens_at=city.calendar.moment(row["opens"], Hour.PHASES_OPEN.value),
            closes_at=city.calendar.moment(row["closes"], Hour.PHASES_CLOSE.value),
        )
        self.election = city.elections[self.key] = prepare_election(
            actor=city.administrator,
            cycle=city.cycles[row["cycle"]],
            plan=plan,
            proposals=[city.proposals[proposal] for proposal in row["options"]],
        )
        if "roll" in row:
            with (DATA / "rolls" / row["roll"]).open("rb") as file:
                import_roll(election=self.election, lines=file)
        self.held = hold_vote(
            actor=city.administrator,
            election=self.election,
            plan=HoldingPlan(
                trustees=[city.people[name] for name in TRUSTEES],
                threshold=2,
                mixes=2,
                registrar=city.people["registrar"],
                anonymity_minimum=5,
            ),
        )
        self.keyholders = Keyholders(
            read_invitation(get_from(self.held.pk)("invitation.json") or b""),
            get_from(self.held.pk),
            opener(self.held.pk),
            self._put,
            self.draw,
        )
        self.keyholders.make_key()
        self._list_voters()
        define_vote(actor=city.administrator, held=self.held, rehearsal=True)
        self.keyholders.approve()

    def cast(self) -> None:
        """Two of three vote; some change their ballot."""
        vote = self._vote()
        for number, key in enumerate(self.keys[: self.row["voters"]]):
            device = Device(vote.definition, key, partial(_answer, vote), self.draw)
            device.cast(draw_choice(vote.definition, self.draw))
            if number % 7 == 3:
                device.cast(draw_choice(vote.definition, self.draw))
        sequence(vote)

    def vote_on_paper(self) -> None:
        """Two places of the ward's clerk; who came without a card waits for the registrar."""
        clerk, election = self.city.people["clerk"], self.election
        election.refresh_from_db()
        desk = open_desk(
            actor=clerk,
            election=election,
            kind=DeskKind.COUNTER,
            name_ja="美浜区役所の窓口",
            name_en="Counter at Mihama Ward Office",
        )
        open_desk(
            actor=clerk,
            election=election,
            kind=DeskKind.OUTREACH,
            name_ja="団地の集会室",
            name_en="Hall of the housing estate",
            held_on=self.city.calendar.date(6),
        )
        for number in self.row["on_paper"]:
            admit_by_roll(actor=clerk, desk=desk, voter_no=number, now=timezone.now())

    def open(self) -> None:
        """The trustees sign, mix and open; the workers verify, put together and count."""
        go_on.func(self.held.pk)
        vote = self.keyholders.countersign()
        for mixer in (1, 2):
            self.keyholders.mix(vote, [mixer])
            go_on.func(self.held.pk)
        self.keyholders.open(self.keyholders.mix(vote), [2, 3])
        go_on.func(self.held.pk)
        run_count.func(self.election.counts.get().pk)

    def certify(self) -> None:
        certify_result(actor=self.city.people["auditor"], election=self.election)
        self.election.refresh_from_db()

    def answer(self) -> None:
        options = {
            self.city.proposals[proposal].pk: text for proposal, text in self.row["answers"].items()
        }
        listed = self.election.options.filter(proposal__in=options)
        answers = {option.pk: options[option.proposal_id] for option in listed}
        answer_priorities(actor=self.city.people["mayor"], election=self.election, answers=answers)

    def _vote(self) -> FrozenVote:
        self.held.refresh_from_db()
        vote = frozen_vote(self.held.fingerprint or "")
        assert vote is not None
        return vote

    def _put(self, trustee: int, name: str, octets: bytes) -> None:
        self.held.refresh_from_db()
        put_file(held=self.held, trustee=trustee, name=name, body=[octets])

    def _list_voters(self) -> None:
        """Who has a code of the demo, and who votes without one of those."""
        name, registrar = self.held.name, self.city.people["registrar"]
        if "roll" in self.row:
            hand_over_roll(actor=registrar, election=self.election, now=timezone.now())
        self.keys = [draw_scalar(self.draw, GROUP) for _ in range(self.row["voters"])]
        self.keys += [key_of(code, name) for code in demo_codes(name, self.row.get("codes", 0))]
        keys = tuple(sorted(map(GROUP.multiply_generator, self.keys)))
        signing = draw_scalar(self.draw, GROUP)
        made = Made((), CredentialList((keys,)), (self._electorate(),), ())
        take_credentials(
            actor=registrar,
            held=self.held,
            key=GROUP.multiply_generator(signing).hex(),
            encoded=made.public_list(Registrar(name, GROUP, signing), self.draw),
        )

    def _electorate(self) -> str:
        return str(self.election.electorates.get().code)


def add_held_votes(city: City) -> None:
    for key, row in read("held_votes.json").items():
        vote = HeldVoteOfDemo(city, key, row)
        city.story.add(row["prepared"], Hour.VOTE, vote.prepare)
        city.story.add(row["opens"], Hour.VOTE, change_due_votes)
        city.story.add(row["cast"], Hour.VOTE, vote.cast)
        if "on_paper" in row:
            city.story.add(row["cast"], Hour.WORK, vote.vote_on_paper)
        if "opened" in row:
            city.story.add(row["opened"], Hour.VOTE, change_due_votes)
            city.story.add(row["opened"], Hour.WORK, vote.open)
            city.story.add(row["certified"], Hour.VOTE, vote.certify)
        if "answered" in row:
            city.story.add(row["answered"], Hour.ANSWER, vote.answer)


def _answer(vote: FrozenVote, name: str, document: dict[str, Any]) -> dict[str, Any]:
    """What the addresses for casting would answer."""
    group = vote.definition.group
    if name == "receipts":
        receipt = give_receipt(vote, bytes.fromhex(document["tracker"]))
        return {"receipt": proof_bytes(group, receipt).hex()}
    receipt = read_proof(group, bytes.fromhex(document["receipt"]), "receipt")
    tracker, promise = cast_ballot(vote, bytes.fromhex(document["entry"]), receipt)
    return {"tracker": tracker.hex(), "promise": proof_bytes(group, promise).hex()}

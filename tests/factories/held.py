"""Votes that are held here, set up through the services, with people who do their part at once."""

import json
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from portal.accounts.roles import Role
from tests.factories.accounts import RoleGrantFactory
from tests.factories.voting import ElectionFactory, OptionFactory
from voting.crypto.credential_list import CredentialList
from voting.crypto.draw import SystemDraw, draw_scalar
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.models import HeldVote
from voting.registrar.making import Made, Registrar
from voting.rehearse.device import Device
from voting.rehearse.keyholders import Keyholders
from voting.selectors.board import get_from, opener
from voting.selectors.frozen import frozen_vote
from voting.services.board import put_file
from voting.services.clock import change_due_votes
from voting.services.counts import run_count
from voting.services.freezing import define_vote
from voting.services.holding import HoldingPlan, hold_vote, take_credentials
from voting.services.tallying import go_on
from voting.trustee.messages import read_invitation

DRAW = SystemDraw()


class Refusal(Exception):
    """An answer of a casting address that is none of success."""

    def __init__(self, status, said):
        super().__init__(status, said)
        self.status, self.code = status, said["refused"]


class Town:
    """One vote with its people: `admin`, `registrar`, `trustees`, and `keys` of the voters."""

    def __init__(self, *, voters=4, options=3, trustees=3, plan=None, registrar=None, **fields):
        now = timezone.now()
        self.admin = RoleGrantFactory(role=Role.ADMINISTRATOR).user
        self.registrar = registrar or RoleGrantFactory(role=Role.REGISTRAR).user
        self.trustees = [RoleGrantFactory(role=Role.TRUSTEE).user for _ in range(trustees)]
        dates = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=1)}
        self.election = ElectionFactory(**{**dates, **fields})
        for _ in range(options):
            OptionFactory(election=self.election, cost=400_000 if self.election.budget else None)
        self.plan = {"anonymity_minimum": 2, **(plan or {})}
        self.keys = [draw_scalar(DRAW, RISTRETTO255) for _ in range(voters)]

    @property
    def held(self):
        return HeldVote.objects.select_related("election__cycle").get(election=self.election)

    def hold(self):
        most = min(2, len(self.trustees))
        wanted = {"threshold": most, "mixes": most, **self.plan}
        hold_vote(
            actor=self.admin,
            election=self.election,
            plan=HoldingPlan(trustees=self.trustees, registrar=self.registrar, **wanted),
        )
        held = self.held
        self.keyholders = Keyholders(
            read_invitation(get_from(held.pk)("invitation.json")),
            get_from(held.pk),
            opener(held.pk),
            self.put,
            DRAW,
        )
        return self

    def put(self, trustee, name, octets):
        return put_file(held=self.held, trustee=trustee, name=name, body=[octets])

    def list_voters(self):
        """The registrar's list; one electorate has all voters, unless the test made others."""
        group, held = RISTRETTO255, self.held
        self.signing = draw_scalar(DRAW, group)
        codes = [row.code for row in self.election.electorates.all()]
        shares = [self.keys[place :: len(codes)] for place in range(len(codes))]
        listed = CredentialList(
            tuple(tuple(sorted(map(group.multiply_generator, share))) for share in shares)
        )
        made = Made((), listed, tuple(codes), ())
        encoded = made.public_list(Registrar(held.name, group, self.signing), DRAW)
        key = group.multiply_generator(self.signing).hex()
        take_credentials(actor=self.registrar, held=held, key=key, encoded=encoded)
        return self

    def freeze(self):
        self.keyholders.make_key()
        define_vote(actor=self.admin, held=self.held)
        self.keyholders.approve()
        return self

    def open(self):
        """Everything up to an open vote."""
        self.hold().list_voters().freeze()
        change_due_votes()
        self.election.refresh_from_db()
        return self

    @property
    def vote(self):
        return frozen_vote(self.held.fingerprint)

    @property
    def definition(self):
        return self.vote.definition

    def close(self):
        change_due_votes(now=self.election.closes_at)
        self.election.refresh_from_db()

    def opened(self):
        """Everything up to a counted result that an auditor may certify."""
        self.open()
        for place in range(len(self.keys)):
            self.device(place).cast((0, 1) if place else (0,))
        self.close()
        go_on.func(self.election.pk)
        vote = self.keyholders.countersign()
        for mixer in range(1, self.definition.mixes + 1):
            self.keyholders.mix(vote, [mixer])
            go_on.func(self.election.pk)
        self.keyholders.open(self.keyholders.mix(vote))
        go_on.func(self.election.pk)
        self.election.refresh_from_db()
        run_count.func(self.election.counts.get().pk)
        self.election.refresh_from_db()
        return self

    def device(self, place, ask=None):
        return Device(self.definition, self.keys[place], ask or self.ask, DRAW)

    def ask(self, name, document):
        """Through the whole of Django, without a socket."""
        fingerprint = self.held.fingerprint
        answer = Client().post(
            f"/casting/{fingerprint}/{name}",
            json.dumps(document),
            content_type="application/json",
        )
        if answer.status_code != 200:
            raise Refusal(answer.status_code, answer.json())
        return answer.json()

"""Trustees around a board in memory, over the toy group: for whoever plants an attack on them."""

from dataclasses import replace
from io import BytesIO

import pytest

from tests.frontend.trustee_node import asked, files_of
from tests.voting.crypto.elections import plan
from voting.crypto.draw import SeededDraw
from voting.crypto.errors import CheckFailed
from voting.crypto.groups.modular import TOY
from voting.crypto.record.frames import FrameWriter, read_frames
from voting.crypto.words import words_of
from voting.rehearse.people import Deed
from voting.rehearse.preparation import Parties, prepare
from voting.rehearse.vote import Rehearsal
from voting.trustee.ceremony import advance, confirm_keys, require_own
from voting.trustee.duties import (
    approve_definition,
    by_entries,
    countersign_head,
    give_openings,
    mix_lists,
    remember_opening,
)
from voting.trustee.following import Stage, follow
from voting.trustee.messages import Invitation
from voting.trustee.secret import new_secret
from voting.trustee.signed import read_trustee_signature
from voting.trustee.vote import verified_mixes, verified_vote
from voting.verify.report import Report


class Around:
    """n trustees, what they know (`secrets`, from 1) and what lies on the board (`files`)."""

    def __init__(self, t=2, n=3, election="practice", seed=b"trustees"):
        self.draw = SeededDraw(seed)
        self.invitation = Invitation(election, TOY, t, n)
        self.numbers = range(1, n + 1)
        self.secrets = {i: new_secret(self.invitation, i, self.draw) for i in self.numbers}
        self.files = {}
        for i in self.numbers:
            self.hand_over(i)

    def get(self, name):
        return self.files.get(name)

    def file(self, name):
        return BytesIO(self.files[name]) if name in self.files else None

    def hand_over(self, i):
        for name, octets in self.secrets[i].sent.items():
            self.files.setdefault(name, octets)

    def standing(self):
        """Where it stands; the trustees' page has to see the same."""
        page = asked(
            "follow", files=files_of({**self.files, "invitation.json": self.invitation.encoded()})
        )
        if "refused" in page:
            with pytest.raises(CheckFailed) as failure:
                follow(self.invitation, self.get)
            assert page == {"refused": failure.value.check}
            raise failure.value
        standing = follow(self.invitation, self.get)
        faults = [
            {"attempt": each.attempt, "trustee": each.trustee, "check": each.check}
            for each in standing.faults
        ]
        seen = {"stage": standing.stage, "attempt": standing.attempt, "faults": faults}
        assert page == {**seen, "missing": list(standing.missing)}
        return standing

    def compare(self):
        words = words_of(self.standing().roster)
        for i in self.numbers:
            secret = self.secrets[i]
            self.secrets[i] = confirm_keys(secret, self.standing(), words, " ".join(words))

    def step(self, i):
        require_own(self.secrets[i], self.get)
        self.secrets[i] = advance(self.secrets[i], self.standing(), self.draw)
        self.hand_over(i)

    def round(self, *numbers):
        for i in numbers or self.numbers:
            self.step(i)

    def until(self, stage):
        if self.secrets[1].roster is None:
            self.compare()
        while self.standing().stage < stage:
            self.round()

    def finish(self):
        self.until(Stage.DONE)
        self.round()
        return self

    # The vote

    def prepared(self, **changes):
        made = plan(trustees=len(self.numbers), threshold=self.invitation.t, **changes)
        draw = SeededDraw(made.seed.encode())
        parties = Parties(self.standing().made.ceremony, self.standing().made.contributions)
        return made, draw, prepare(made, draw, parties)

    def approve(self, definition):
        signatures = []
        for i in self.numbers:
            self.secrets[i], (name, part) = approve_definition(
                self.secrets[i], self.standing(), definition, self.draw
            )
            self.files[name] = part
            signatures.append(read_trustee_signature(definition.group, i, part))
        return tuple(signatures)

    def vote(self, cast=True, **changes):
        """A closed vote, countersigned by all: its file lies on the board."""
        made, draw, prepared = self.prepared(**changes)
        approvals = self.approve(prepared.definition)
        prepared = replace(prepared, signatures=replace(prepared.signatures, trustees=approvals))
        vote = Rehearsal(made, draw, prepared)
        for keys in prepared.credentials.keys:
            for credential in keys if cast else ():
                vote.act(credential, Deed.CASTS)
        vote.close()
        self.lay_out(vote)
        for i in self.numbers:
            self.countersign(i)
        return vote

    def lay_out(self, vote):
        file = BytesIO()
        vote.write_vote(file)
        self.files["vote.tomoni"] = file.getvalue()

    def verified(self):
        return verified_vote(self.file("vote.tomoni"), Report())

    def mixed(self):
        return verified_mixes(self.verified(), self.file, Report())

    def countersign(self, i):
        vote = self.verified()
        self.secrets[i], (name, part) = countersign_head(
            self.secrets[i], vote.definition, vote.log.head, by_entries(vote.log.tree), self.draw
        )
        self.files[name] = part

    def mix(self, *numbers):
        for i in numbers:
            name, part = mix_lists(self.secrets[i], self.mixed(), self.draw)
            self.files[name] = part

    def open(self, *numbers):
        for i in numbers:
            mixed = self.mixed()
            self.secrets[i] = remember_opening(self.secrets[i], mixed)
            name, part = give_openings(self.secrets[i], mixed, self.draw)
            self.files[name] = part


def refit(octets, tag, change):
    """A part with every frame of this tag changed, its own hash made right again."""
    file = BytesIO()
    writer = FrameWriter(file)
    for frame in read_frames(BytesIO(octets)):
        payload = change(frame.payload) if frame.tag is tag else frame.payload
        if payload is not None:
            writer.write(frame.tag, payload)
    writer.end()
    return file.getvalue()

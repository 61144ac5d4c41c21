from dataclasses import replace
from io import BytesIO

import pytest

from tests.voting.crypto.elections import changed, refused
from tests.voting.trustee.boards import Around, refit
from voting.crypto.canonical import canonical_bytes
from voting.crypto.draw import SeededDraw
from voting.crypto.errors import Check
from voting.crypto.heads import Head, SignedHead, sign_head
from voting.crypto.merkle import Tree
from voting.crypto.mixing import Place, mix_list
from voting.crypto.record.frames import RecordUnreadable, Tag
from voting.crypto.record.parts import read_consistency
from voting.crypto.record.writer import PartWriter
from voting.rehearse.people import Deed
from voting.rehearse.vote import Rehearsal
from voting.tools.refusal import Refused, Waiting
from voting.trustee.assembling import assemble, read_openings
from voting.trustee.duties import (
    approve_definition,
    by_entries,
    by_proof,
    countersign_head,
    give_openings,
    remember_opening,
    require_share,
)
from voting.trustee.secret import new_secret
from voting.trustee.signed import TrusteeSignature, read_trustee_signature
from voting.trustee.vote import countersigned
from voting.verify.report import Report
from voting.verify.verifier import verify

DRAW = SeededDraw(b"duties")


@pytest.fixture
def around():
    return Around().finish()


def record_of(around):
    out = BytesIO()
    mixed = around.mixed()
    openings = read_openings(mixed, around.file)
    assemble(around.file("vote.tomoni"), mixed, openings, around.get, out, map)
    return out.getvalue()


def report_on(record):
    report = Report()
    verify(BytesIO(record), report)
    return report


def verdict(record):
    failure = report_on(record).failure
    return failure.check.value if failure else "good"


@pytest.mark.parametrize("committee", [0, 3])
def test_what_trustees_mix_and_open_is_a_good_record(around, committee):
    around.vote(committee=committee)
    around.mix(1, 2)
    around.open(1, 2, 3)

    report = report_on(record_of(around))

    assert report.failure is None
    assert report.notes == []
    assert report.winners


def test_paper_ballots_are_counted_too(around):
    made, draw, prepared = around.prepared()
    approvals = around.approve(prepared.definition)
    prepared = replace(prepared, signatures=replace(prepared.signatures, trustees=approvals))
    vote = around_vote(around, made, draw, prepared)
    for turn, paper in enumerate(vote.paper, start=1):
        around.files[f"paper-{turn}.json"] = paper.encoded()
    around.mix(1, 2)
    around.open(1, 2)

    assert verdict(record_of(around)) == "good"
    del around.files["paper-1.json"]
    with pytest.raises(Waiting):
        record_of(around)


def around_vote(around, made, draw, prepared):
    vote = Rehearsal(made, draw, prepared)
    credentials = [key for keys in prepared.credentials.keys for key in keys]
    for credential in credentials[:4]:
        vote.act(credential, Deed.CASTS)
    vote.act(credentials[4], Deed.COMES_TO_THE_COUNTER)
    vote.close()
    around.lay_out(vote)
    for i in around.numbers:
        around.countersign(i)
    return vote


def test_a_vote_without_ballots_needs_no_mix(around):
    around.vote(cast=False)
    with pytest.raises(Refused) as refusal:
        around.mix(1)
    assert refusal.value.reason == "mixed_enough"
    around.open(1, 2)

    assert verdict(record_of(around)) == "good"


# A lost trustee


def test_without_a_lost_trustee_the_others_mix_and_open(around):
    around.vote()
    around.mix(3, 1)
    around.open(1, 3)

    assert verdict(record_of(around)) == "good"


def test_fewer_than_t_are_not_enough(around):
    around.vote()
    around.mix(1, 2)
    around.open(2)

    with pytest.raises(Waiting) as waiting:
        record_of(around)
    assert waiting.value.reason == "missing_openings"
    assert waiting.value.values == {"there": 1, "needed": 2}


def test_a_bad_opening_beside_t_good_ones_is_named(around):
    around.vote()
    around.mix(1, 2)
    around.open(1, 2, 3)
    around.files["opening-1.tomoni"] = refit(
        around.files["opening-1.tomoni"], Tag.OPENING, lambda p: changed(p, "proof", "01" * 16)
    )
    report = report_on(record_of(around))

    assert report.failure is None
    assert any("Trustee 1 gave an invalid opening" in note for note in report.notes)
    around.files["opening-1.tomoni"] = b"nothing"
    assert list(read_openings(around.mixed(), around.file).broken) == [1]
    assert verdict(record_of(around)) == "good"


@pytest.mark.parametrize(
    ("tag", "change"),
    [
        (Tag.OPENING, lambda p: changed(p, "trustee", 3)),
        (Tag.OPENING, lambda p: changed(p, "electorate", 1)),
        (Tag.AUDIT, lambda p: changed(p, "0.trustee", 3)),
        (Tag.AUDIT, lambda _: b"[]"),
    ],
)
def test_an_opening_in_anothers_name_is_left_out(around, tag, change):
    around.vote()
    around.mix(1, 2)
    around.open(1, 2)
    around.files["opening-1.tomoni"] = refit(around.files["opening-1.tomoni"], tag, change)

    assert list(read_openings(around.mixed(), around.file).broken) == [1]


# 41


def test_what_was_not_mixed_is_not_opened(around):
    around.vote()
    for mixers in ([], [1]):
        around.mix(*mixers)
        with refused(Check.MIXERS):
            around.open(2)
    assert around.secrets[2].opened is None
    assert "opening-2.tomoni" not in around.files


def test_a_mix_that_changes_nothing_and_proves_nothing_is_no_mix(around):
    around.vote()
    around.mix(1, 2)
    mixed = around.mixed()
    unmixed = b"".join(c.to_bytes() for row in mixed.vote.log.selection.lists[0] for c in row)

    def forged(payload):
        return b"\0" + unmixed if payload[0] == 0 else payload

    around.files["mix-2.tomoni"] = refit(around.files["mix-2.tomoni"], Tag.COLUMN, forged)
    with refused(Check.SIGNATURE):
        around.open(2)


def test_one_trustee_does_not_mix_twice(around):
    around.vote()
    around.mix(1)
    with pytest.raises(Refused) as refusal:
        around.mix(1)
    assert refusal.value.reason == "mixed_already"

    # Nor is it believed when it does.
    mixed, secret, file = around.mixed(), around.secrets[1], BytesIO()
    writer = PartWriter(file, secret.group)
    definition = mixed.vote.definition
    writer.mix(mix_list(definition, Place(0, 2, 1), mixed.lists[0], secret.signing, DRAW))
    writer.end()
    around.files["mix-2.tomoni"] = file.getvalue()
    with refused(Check.MIXERS):
        around.open(2)


def test_no_more_mixes_than_k(around):
    around.vote()
    around.mix(1, 2)
    with pytest.raises(Refused):
        around.mix(3)


def test_a_mix_that_is_cut_short_is_unreadable(around):
    around.vote()
    around.mix(1)
    around.files["mix-1.tomoni"] = around.files["mix-1.tomoni"][:-1]
    with pytest.raises(RecordUnreadable):
        around.mixed()


# 43


def mixed_anew(around):
    """The same ballots in another order: a second list of the same vote."""
    del around.files["mix-2.tomoni"]
    around.mix(3)


def test_a_second_list_of_the_vote_is_not_opened(around):
    around.vote()
    around.mix(1, 2)
    around.open(2)
    mixed_anew(around)

    with refused(Check.OPENING_SHAPE):
        around.open(2)


def test_the_same_list_is_opened_again_after_a_crash(around):
    around.vote()
    around.mix(1, 2)
    around.open(1, 2)
    del around.files["opening-2.tomoni"]
    around.open(2)

    assert verdict(record_of(around)) == "good"


def test_nothing_is_given_for_a_list_that_is_not_remembered(around):
    around.vote()
    around.mix(1, 2)
    with refused(Check.OPENING_SHAPE):
        give_openings(around.secrets[2], around.mixed(), DRAW)
    around.secrets[2] = remember_opening(around.secrets[2], around.mixed())
    mixed_anew(around)
    with refused(Check.OPENING_SHAPE):
        give_openings(around.secrets[2], around.mixed(), DRAW)


def test_a_second_vote_under_the_same_key_is_neither_signed_nor_opened(around):
    around.vote()
    _, _, second = around.prepared(seed="second")
    with refused(Check.APPROVAL):
        around.approve(second.definition)
    around.secrets[1] = replace(around.secrets[1], approved=second.definition.fingerprint)
    with refused(Check.APPROVAL):
        around.mix(1)


# Approval


def test_a_definition_with_other_keys_lot_or_ceremony_is_not_signed(around):
    _, _, prepared = around.prepared()
    definition, standing = prepared.definition, around.standing()
    contributions = definition.contributions
    others = {
        Check.CEREMONY: replace(definition, trustees=replace(definition.trustees, t=1)),
        Check.LOT: replace(
            definition,
            contributions=replace(contributions, audit_commitments=contributions.lot_commitments),
        ),
    }
    for check, other in others.items():
        with refused(check):
            approve_definition(around.secrets[1], standing, other, DRAW)
    with refused(Check.CEREMONY):
        stranger = replace(around.secrets[1], ceremony=bytes(32))
        approve_definition(stranger, standing, definition, DRAW)
    with refused(Check.CEREMONY):
        require_share(new_secret(around.invitation, 1, DRAW))


# Countersigning


def log_of(vote, size):
    tree = Tree()
    for leaf in range(size):
        tree.append(bytes([leaf]) * 32)
    head = Head(size, tree.root())
    signature = sign_head(vote.definition, head, vote.secrets.log, DRAW)
    return tree, SignedHead(head, signature, {})


def test_heads_are_countersigned_while_they_extend_one_another(around):
    vote = around.vote()
    secret = replace(around.secrets[1], head=None)
    tree, _ = log_of(vote, 9)
    last = 0
    for size in (3, 5, 5, 9):
        _, signed = log_of(vote, size)
        proof = tree.consistency(last, size) if last else []
        secret, (name, _) = countersign_head(secret, vote.definition, signed, by_proof(proof), DRAW)
        assert name == f"countersignature-{size}-1.json"
        last = size

    with refused(Check.LOG_HEAD):
        countersign_head(secret, vote.definition, log_of(vote, 5)[1], by_proof([]), DRAW)
    with refused(Check.LOG_CONSISTENCY):
        countersign_head(secret, vote.definition, log_of(vote, 12)[1], by_proof([]), DRAW)


def test_a_log_other_than_was_countersigned_is_not_mixed(around):
    vote = around.vote()
    _, other = log_of(vote, 3)
    around.secrets[1] = replace(around.secrets[1], head=other.head)
    with refused(Check.LOG_HEAD):
        around.mix(1)
    with refused(Check.LOG_HEAD):
        around.countersign(1)
    around.secrets[1] = replace(around.secrets[1], head=None)
    with refused(Check.LOG_HEAD):
        around.mix(1)


def test_the_log_lies_open_after_closing(around):
    vote = around.vote()
    tree, signed = log_of(vote, 7)
    by_entries(tree)(Head(5, tree.root(5)), signed.head)
    with refused(Check.LOG_HEAD):
        by_entries(tree)(Head(5, bytes(32)), signed.head)


def test_fewer_countersignatures_than_t_are_refused(around):
    vote = around.vote()
    size = len(vote.entries)
    for i in (1, 3):
        del around.files[f"countersignature-{size}-{i}.json"]
    with refused(Check.COUNTERSIGNATURE):
        countersigned(around.verified(), around.get)


def test_a_signature_is_the_one_of_the_trustee_it_names(around):
    around.vote()
    signature = read_trustee_signature(around.invitation.group, 1, around.files["approval-1.json"])
    named = TrusteeSignature(2, signature).encoded(around.invitation.group)
    with refused(Check.SIGNATURE):
        read_trustee_signature(around.invitation.group, 1, named)


@pytest.mark.parametrize("value", [{}, [1], ["zz" * 32], ["00" * 31], ["00" * 32] * 65], ids=str)
def test_what_is_no_proof_of_consistency_is_refused(value):
    with refused(Check.LOG_CONSISTENCY):
        read_consistency(canonical_bytes(value))


def test_a_proof_of_consistency_is_read():
    assert read_consistency(canonical_bytes(["ab" * 32])) == [b"\xab" * 32]
    assert read_consistency(b"[]") == []


def test_a_record_is_not_assembled_before_its_mixes(around):
    around.vote()
    around.mix(1)
    with pytest.raises(Waiting) as waiting:
        record_of(around)
    assert waiting.value.reason == "missing_mixes"

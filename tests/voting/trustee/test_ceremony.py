import json
from dataclasses import replace

import pytest

from tests.voting.crypto.elections import change_at, refused
from tests.voting.trustee.boards import Around
from voting.crypto.canonical import canonical_bytes
from voting.crypto.errors import Check
from voting.crypto.sealed_shares import complain
from voting.crypto.words import words_of
from voting.trustee.ceremony import advance, call_off, confirm_keys, require_own
from voting.trustee.following import Fault, Stage, follow
from voting.trustee.messages import Kind, Verdict
from voting.trustee.secret import new_secret


def rewritten(around, kind, i, change, attempt=1):
    """A document as trustee i itself would have signed it, had it written something else."""
    secret = around.secrets[i]
    letter = secret.letter(kind, attempt)
    body = change(json.loads(around.files[letter.name])["body"])
    written = letter.signed(body, secret.signing, around.draw)
    around.secrets[i] = replace(secret, sent={**secret.sent, letter.name: written})
    around.files[letter.name] = written


def at(path, new):
    return lambda body: change_at(body, path, new)


@pytest.mark.parametrize(("t", "n"), [(1, 1), (1, 2), (2, 3), (4, 4)])
def test_all_make_one_key_and_each_holds_its_share(t, n):
    around = Around(t, n).finish()

    standing = around.standing()
    group, keys = around.invitation.group, standing.made.keys
    assert standing.stage is Stage.DONE
    assert standing.faults == ()
    for i, secret in around.secrets.items():
        assert group.multiply_generator(secret.share) == keys.verification[i - 1]
        assert secret.ceremony == standing.made.ceremony.fingerprint(group)
        # Nothing is left from which a share could be made again.
        assert secret.polynomial == ()
        assert secret.sealing == 0


def test_a_step_taken_twice_changes_nothing():
    around = Around()
    around.compare()
    for _ in range(4):
        around.round(1, 1, 2, 2, 3, 3)
    for i, secret in around.secrets.items():
        assert advance(secret, around.standing(), around.draw) == secret, i
    assert around.standing().stage is Stage.DONE


def test_a_round_waits_for_all_and_names_who_is_missing():
    around = Around()
    del around.files["keys-2.json"]
    assert around.standing().missing == (2,)
    assert advance(around.secrets[1], around.standing(), around.draw) == around.secrets[1]
    around.hand_over(2)
    around.compare()
    around.round(1, 3)

    assert around.standing().missing == (2,)
    assert around.standing().stage is Stage.COMMITMENTS


# 51


def test_a_key_swapped_by_the_relay_shows_in_the_words():
    around = Around()
    honest = words_of(around.standing().roster)
    fake = new_secret(around.invitation, 2, around.draw)
    around.files["keys-2.json"] = fake.sent["keys-2.json"]

    words = words_of(around.standing().roster)
    with refused(Check.CEREMONY):
        confirm_keys(around.secrets[1], around.standing(), words, " ".join(honest))


def test_only_the_key_for_shares_swapped_shows_in_the_words():
    around = Around()
    honest = around.standing().roster
    swapped = replace(around.secrets[2], sealing=815)
    around.secrets[2] = swapped
    other = new_secret(around.invitation, 2, around.draw)
    around.files["keys-2.json"] = other.sent["keys-2.json"]

    assert around.standing().roster != honest


def test_keys_that_were_not_compared_or_changed_since_are_not_used():
    around = Around()
    with refused(Check.CEREMONY):
        around.step(1)
    around.compare()
    around.files["keys-2.json"] = new_secret(around.invitation, 2, around.draw).sent["keys-2.json"]
    with refused(Check.CEREMONY):
        around.step(1)


def test_two_trustees_with_one_key_are_refused():
    around = Around()
    letter = replace(around.secrets[1].letter(Kind.KEYS, 0), trustee=2)
    from_one = json.loads(around.files["keys-1.json"])["body"]
    around.files["keys-2.json"] = letter.signed(from_one, around.secrets[1].signing, around.draw)
    with refused(Check.CEREMONY):
        around.standing()


# 33


def test_a_bad_share_is_complained_of_and_its_dealer_named():
    around = Around()
    around.until(Stage.DEALINGS)
    around.round()
    rewritten(around, Kind.DEALING, 2, at("shares.0.sealed", "00" * 8))
    around.round(1)

    standing = around.standing()
    assert Fault(1, 2, Check.SHARE) in standing.faults
    assert standing.attempt == 2


def test_a_complaint_without_reason_falls_back_on_who_complains():
    around = Around()
    around.until(Stage.VERDICTS)
    secret, standing = around.secrets[3], around.standing()
    route, sealed = standing.route(1, 3), standing.revealed[0].shares[3]
    complaint = complain(secret.group, route, sealed, secret.sealing, around.draw)
    verdict = Verdict(standing.seen_dealings, (complaint,), bytes(32))
    letter = secret.letter(Kind.VERDICT, 1)
    body = verdict.body(secret.group)
    around.files[letter.name] = letter.signed(body, secret.signing, around.draw)

    assert around.standing().faults == (Fault(1, 3, Check.SHARE),)


# 52


def test_after_an_upheld_complaint_all_begin_anew_with_fresh_polynomials():
    around = Around()
    around.until(Stage.DEALINGS)
    around.round()
    rewritten(around, Kind.DEALING, 2, at("shares.0.sealed", "00" * 8))
    before = {i: secret.polynomial for i, secret in around.secrets.items()}
    around.round(1)
    around.round()

    assert around.standing().attempt == 2
    assert all(around.secrets[i].polynomial != before[i] for i in around.numbers)
    around.finish()
    made = around.standing().made.ceremony
    # All three dealt again: nobody who had revealed was left out.
    assert made.attempt == 2
    assert len(made.dealings) == 3
    assert all(secret.share is not None for secret in around.secrets.values())


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_attempt_is_not_finished_while_one_has_not_confirmed(number):
    around = Around()
    around.until(Stage.VERDICTS)
    around.round(*[i for i in around.numbers if i != number])

    assert around.standing().stage is Stage.VERDICTS
    assert all(secret.share is None for secret in around.secrets.values())


def test_whoever_calls_it_off_is_named_and_all_begin_anew():
    around = Around()
    around.until(Stage.DEALINGS)
    around.secrets[3] = call_off(around.secrets[3], around.standing(), around.draw)
    around.hand_over(3)

    assert around.standing().faults == (Fault(1, 3, None),)
    assert around.finish().standing().attempt == 2


def test_what_is_finished_cannot_be_called_off():
    around = Around().finish()
    secret = call_off(around.secrets[1], around.standing(), around.draw)
    around.files |= secret.sent

    assert around.standing().stage is Stage.DONE


@pytest.mark.parametrize(
    ("kind", "path", "new", "check"),
    [
        (Kind.COMMITMENT, "seen", "00" * 32, Check.CEREMONY),
        (Kind.COMMITMENT, "dealing", "00" * 32, Check.DEALING_COMMITMENT),
        (Kind.COMMITMENT, "lot", "00" * 32, Check.LOT),
        (Kind.COMMITMENT, "audit", 5, Check.CEREMONY),
        (Kind.DEALING, "seen", "00" * 32, Check.CEREMONY),
        (Kind.DEALING, "lot", "00" * 32, Check.LOT),
        (Kind.DEALING, "commitments", [], Check.DEALING_COMMITMENT),
        (Kind.DEALING, "commitments.0", "00" * 8, Check.GROUP_ELEMENT),
        (Kind.DEALING, "shares", [], Check.CEREMONY),
        (Kind.VERDICT, "seen", "00" * 32, Check.CEREMONY),
        (Kind.VERDICT, "ceremony", "00" * 32, Check.CEREMONY),
        (Kind.VERDICT, "complaints", [{"dealer": 2}], Check.CEREMONY),
    ],
)
def test_what_a_trustee_signed_and_is_wrong_is_its_fault(kind, path, new, check):
    around = Around()
    around.until(Stage.VERDICTS)
    if kind is Kind.VERDICT:
        around.round(1, 2)
    rewritten(around, kind, 2, at(path, new))

    assert Fault(1, 2, check) in around.standing().faults


def test_nobody_complains_of_themselves():
    around = Around()
    around.until(Stage.VERDICTS)
    around.round(1, 2)
    own = [{"dealer": 2, "shared": "00" * 8, "proof": "00" * 16}]
    rewritten(around, Kind.VERDICT, 2, at("complaints", own))

    assert Fault(1, 2, Check.CEREMONY) in around.standing().faults


def test_a_damaged_document_is_nobodys_fault_and_can_be_called_off():
    around = Around()
    around.until(Stage.DEALINGS)
    around.files["commitment-1-2.json"] = around.files["commitment-1-2.json"].replace(b"0", b"1", 1)
    with refused(Check.SIGNATURE) as failure:
        around.standing()
    assert failure.value.where == "commitment-1-2.json"

    letter = around.secrets[1].letter(Kind.ABORT, 1)
    around.files[letter.name] = letter.signed({}, around.secrets[1].signing, around.draw)
    assert around.standing().attempt == 2


def test_a_document_that_belongs_elsewhere_is_refused():
    around = Around()
    around.files["keys-3.json"] = around.files["keys-2.json"]
    with refused(Check.CEREMONY):
        around.standing()


def test_a_trustee_notices_another_document_in_its_name():
    around = Around()
    around.until(Stage.DEALINGS)
    old = replace(around.secrets[1], sent={"keys-1.json": around.files["keys-1.json"]})
    with refused(Check.CEREMONY):
        require_own(old, around.get)


def test_everything_ends_after_a_thousand_attempts(monkeypatch):
    around = Around()
    around.compare()
    letters = [around.secrets[1].letter(Kind.ABORT, a) for a in (1, 2)]
    for letter in letters:
        around.files[letter.name] = letter.signed({}, around.secrets[1].signing, around.draw)
    monkeypatch.setattr("voting.trustee.following.MOST_ATTEMPTS", 2)
    with refused(Check.CEREMONY):
        follow(around.invitation, around.get)


def test_a_transcript_that_is_not_there_yet_is_refused():
    with refused(Check.CEREMONY):
        _ = Around().standing().transcript


def test_shares_that_do_not_add_up_are_refused():
    around = Around()
    around.until(Stage.DONE)
    made = replace(around.standing().made)
    keys = replace(made.keys, verification=made.keys.verification[::-1])
    standing = replace(around.standing(), made=replace(made, keys=keys))
    with refused(Check.SHARE):
        advance(around.secrets[1], standing, around.draw)


def test_documents_are_canonical():
    around = Around().finish()
    for octets in around.files.values():
        assert canonical_bytes(json.loads(octets)) == octets

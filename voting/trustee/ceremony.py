"""A trustee's part in the key generation: what it has to lay out next, from where things stand."""

from dataclasses import replace

from voting.crypto.canonical import Value
from voting.crypto.draw import Draw
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Scalar
from voting.crypto.lots import committed
from voting.crypto.sealed_shares import complain, open_share, seal_share
from voting.crypto.threshold import Dealing, deal, draw_polynomial, share_for
from voting.crypto.wire import proof_bytes, read_proof
from voting.crypto.words import same_words
from voting.trustee.following import Get, Made, Stage, Standing
from voting.trustee.messages import Commitment, Kind, Revealed, Verdict
from voting.trustee.secret import TrusteeSecret


def require_own(secret: TrusteeSecret, get: Get) -> None:
    """Check that what lies on the board in this trustee's name is what it wrote.

    Raises:
        CheckFailed: `ceremony`: someone changed it, or this file is an old copy.
    """
    attempts = range(1, secret.attempt + 2)
    letters = [secret.letter(Kind.KEYS, 0)]
    letters += [secret.letter(kind, attempt) for attempt in attempts for kind in Kind]
    for name in (letter.name for letter in letters):
        there = get(name)
        if there is not None and there != secret.sent.get(name):
            raise CheckFailed(Check.CEREMONY, f"{name} is not what this trustee wrote")


def confirm_keys(
    secret: TrusteeSecret, standing: Standing, words: tuple[str, ...], heard: str
) -> TrusteeSecret:
    """Another trustee read these words to this one: all saw the same keys.

    Raises:
        CheckFailed: `ceremony`: they are others. Somebody between the two swapped a key.
    """
    if not same_words(words, heard):
        raise CheckFailed(Check.CEREMONY, "the words are not the same")
    return replace(secret, roster=standing.roster)


def advance(secret: TrusteeSecret, standing: Standing, draw: Draw) -> TrusteeSecret:
    """Write what is due now; nothing where it is the others' turn.

    Raises:
        CheckFailed: `ceremony`: the keys are others than were compared.
    """
    if secret.share is not None or standing.stage is Stage.KEYS:
        return secret
    if secret.roster != standing.roster:
        raise CheckFailed(Check.CEREMONY, "the keys were not compared, or changed since")
    if standing.attempt > secret.attempt:
        secret = _begin(secret, standing, draw)
    if standing.stage is Stage.DEALINGS and secret.number in standing.missing:
        return _reveal(secret, standing, draw)
    if standing.stage is Stage.VERDICTS and secret.number in standing.missing:
        return _judge(secret, standing, draw)
    return _finish(secret, standing) if standing.stage is Stage.DONE else secret


def call_off(secret: TrusteeSecret, standing: Standing, draw: Draw) -> TrusteeSecret:
    """End this attempt: somebody is gone, or files were damaged. Everyone sees who asked for it."""
    return _send(secret, Kind.ABORT, standing.attempt, {}, draw)


def _begin(secret: TrusteeSecret, standing: Standing, draw: Draw) -> TrusteeSecret:
    group, number = secret.group, secret.number
    polynomial = draw_polynomial(standing.parties, group, draw)
    secret = replace(
        secret,
        attempt=standing.attempt,
        polynomial=polynomial,
        lot=draw.bytes(32),
        audit=draw.bytes(32),
    )
    dealing = deal(group, standing.parties, number, polynomial, draw)
    election = secret.invitation.election
    commitment = Commitment(
        seen=standing.roster,
        dealing=dealing.committed(group, standing.parties),
        lot=committed(election, "lot", number, secret.lot),
        audit=committed(election, "audit", number, secret.audit),
    )
    # What is revealed later has to be exactly this.
    secret = replace(secret, dealing=proof_bytes(group, dealing.proof))
    return _send(secret, Kind.COMMITMENT, standing.attempt, commitment.body(), draw)


def _reveal(secret: TrusteeSecret, standing: Standing, draw: Draw) -> TrusteeSecret:
    group = secret.group
    others = (j for j in range(1, secret.invitation.n + 1) if j != secret.number)
    shares = {
        j: seal_share(
            group,
            standing.route(secret.number, j),
            share_for(group, secret.polynomial, j),
            draw,
        )
        for j in others
    }
    commitments = tuple(group.multiply_generator(a) for a in secret.polynomial)
    dealing = Dealing(secret.number, commitments, read_proof(group, secret.dealing, "dealing"))
    revealed = Revealed(standing.seen_commitments, dealing, shares, secret.lot)
    return _send(secret, Kind.DEALING, standing.attempt, revealed.body(group), draw)


def _judge(secret: TrusteeSecret, standing: Standing, draw: Draw) -> TrusteeSecret:
    group, j, complaints = secret.group, secret.number, []
    for each in standing.revealed:
        i = each.dealing.i
        if i == j:
            continue
        route, sealed = standing.route(i, j), each.shares[j]
        try:
            open_share(group, route, sealed, secret.sealing, each.dealing)
        except CheckFailed:
            complaints.append(complain(group, route, sealed, secret.sealing, draw))
    confirmed = standing.transcript.ceremony.fingerprint(group)
    verdict = Verdict(standing.seen_dealings, tuple(complaints), confirmed)
    return _send(secret, Kind.VERDICT, standing.attempt, verdict.body(group), draw)


def _finish(secret: TrusteeSecret, standing: Standing) -> TrusteeSecret:
    """The share is put together; polynomial and key for shares have done their duty."""
    made = standing.transcript
    return replace(
        secret,
        share=_share(secret, standing, made),
        ceremony=made.ceremony.fingerprint(secret.group),
        polynomial=(),
        sealing=0,
    )


def _share(secret: TrusteeSecret, standing: Standing, made: Made) -> Scalar:
    group, j = secret.group, secret.number
    share = share_for(group, secret.polynomial, j)
    for each in standing.revealed:
        if each.dealing.i != j:
            route = standing.route(each.dealing.i, j)
            share += open_share(group, route, each.shares[j], secret.sealing, each.dealing)
    share %= group.order
    if group.multiply_generator(share) != made.keys.verification[j - 1]:
        raise CheckFailed(Check.SHARE, "the shares do not add up to this trustee's key")
    return share


def _send(
    secret: TrusteeSecret, kind: Kind, attempt: int, body: Value, draw: Draw
) -> TrusteeSecret:
    letter = secret.letter(kind, attempt)
    if letter.name in secret.sent:
        return secret
    written = letter.signed(body, secret.signing, draw)
    return replace(secret, sent={**secret.sent, letter.name: written})

"""What a trustee does with its keys: approve, countersign, mix, open. Each refuses by name.

Everything here gives the secret as it is to be remembered, and what may then be laid out: the
first is stored, durably, before the second leaves.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO

from voting.crypto.approvals import approve, check_trustees
from voting.crypto.definition import Definition
from voting.crypto.draw import Draw
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Scalar
from voting.crypto.heads import Head, SignedHead, check_head, countersign
from voting.crypto.jobs import Map
from voting.crypto.merkle import EMPTY, Tree, check_consistency
from voting.crypto.mixing import Place, mix_list, open_list
from voting.crypto.record.writer import PartWriter
from voting.tools.refusal import Refused
from voting.trustee.following import Standing
from voting.trustee.secret import TrusteeSecret
from voting.trustee.signed import TrusteeSignature, approval_name, countersignature_name
from voting.trustee.vote import Mixed, Vote, mix_name, opening_name

Part = tuple[str, bytes]
"""A file to lay out: its name and its bytes."""


def approve_definition(
    secret: TrusteeSecret, standing: Standing, definition: Definition, draw: Draw
) -> tuple[TrusteeSecret, Part]:
    """Sign the one definition under which this trustee's share will be used.

    Raises:
        CheckFailed: `ceremony`, `lot`, `approval`: it names other keys or contributions than were
            made, or another definition has been signed.
    """
    made = standing.transcript
    require_share(secret)
    check_trustees(definition, made.ceremony)
    if definition.trustees.ceremony != secret.ceremony or definition.group != secret.group:
        raise CheckFailed(Check.CEREMONY, "the definition is of another key generation")
    if definition.contributions != made.contributions:
        raise CheckFailed(Check.LOT, "the definition names other contributions than were made")
    if secret.approved not in {None, definition.fingerprint}:
        raise CheckFailed(Check.APPROVAL, "this trustee has signed another definition")
    secret = replace(secret, approved=definition.fingerprint)
    signature = approve(definition, secret.signing, draw)
    part = TrusteeSignature(secret.number, signature).encoded(secret.group)
    return secret, (approval_name(secret.number), part)


def require_approved(secret: TrusteeSecret, definition: Definition) -> None:
    """Nothing is done for a definition that this trustee has not signed.

    Raises:
        CheckFailed: `approval`.
    """
    if secret.approved != definition.fingerprint:
        raise CheckFailed(Check.APPROVAL, "this trustee has not signed this definition")


def require_share(secret: TrusteeSecret) -> Scalar:
    """The share.

    Raises:
        CheckFailed: `ceremony`: the key generation is not finished.
    """
    if secret.share is None:
        raise CheckFailed(Check.CEREMONY, "this trustee's key generation is not finished")
    return secret.share


def countersign_head(
    secret: TrusteeSecret,
    definition: Definition,
    signed: SignedHead,
    require_extension: Callable[[Head, Head], None],
    draw: Draw,
) -> tuple[TrusteeSecret, Part]:
    """Sign a head that extends every head that this trustee signed.

    Raises:
        CheckFailed: `approval`, `signature`, `log-head`: shorter than the last or of another
            log, and what `require_extension` raises.
    """
    require_approved(secret, definition)
    check_head(definition, signed)
    last, head = secret.head or Head(0, EMPTY), signed.head
    if head.size < last.size:
        raise CheckFailed(Check.LOG_HEAD, f"the log had {last.size} entries, now {head.size}")
    if last.size:
        require_extension(last, head)
    secret = replace(secret, head=head)
    signature = countersign(definition, head, secret.signing, draw)
    part = TrusteeSignature(secret.number, signature).encoded(secret.group)
    return secret, (countersignature_name(head.size, secret.number), part)


def by_proof(proof: Sequence[bytes]) -> Callable[[Head, Head], None]:
    """A head extends another by a proof of the log; before closing there are no entries to see."""

    def check(last: Head, head: Head) -> None:
        check_consistency(last.size, last.root, head.size, head.root, proof)

    return check


def by_entries(tree: Tree) -> Callable[[Head, Head], None]:
    """A head extends another in the log that lies open."""

    def check(last: Head, _: Head) -> None:
        if tree.root(last.size) != last.root:
            raise CheckFailed(
                Check.LOG_HEAD, f"the head over {last.size} entries is of another log"
            )

    return check


def require_extends(secret: TrusteeSecret, vote: Vote) -> None:
    """The log of the vote begins with all that this trustee countersigned.

    Raises:
        CheckFailed: `approval` or `log-head`.
    """
    require_approved(secret, vote.definition)
    if secret.head is None or secret.head.size > len(vote.log.tree):
        raise CheckFailed(Check.LOG_HEAD, "not a log that this trustee countersigned")
    by_entries(vote.log.tree)(secret.head, vote.log.head.head)


def require_turn(secret: TrusteeSecret, mixed: Mixed) -> None:
    """Check that it is for this trustee to give the next mix.

    Raises:
        CheckFailed: `approval`, `log-head`.
        Refused: `mixed_enough` or `mixed_already`.
    """
    require_extends(secret, mixed.vote)
    if mixed.is_complete:
        raise Refused("mixed_enough", mixes=mixed.vote.definition.mixes)
    if secret.number in mixed.mixers:
        raise Refused("mixed_already", trustee=secret.number)


def mix_lists(
    secret: TrusteeSecret, mixed: Mixed, draw: Draw, share: Callable[[int], Map] = lambda _: map
) -> Part:
    """The next mix of all lists; refused as `require_turn` says.

    `share` gives for a list of so many ballots who shares the work.
    """
    require_turn(secret, mixed)
    definition = mixed.vote.definition
    turn, file = len(mixed.turns) + 1, BytesIO()
    writer = PartWriter(file, definition.group)
    for electorate, rows in enumerate(mixed.lists):
        if rows:
            place = Place(electorate, turn, secret.number)
            mix = mix_list(definition, place, rows, secret.signing, draw, share(len(rows)))
            writer.mix(mix)
    writer.end()
    return mix_name(turn), file.getvalue()


def remember_opening(secret: TrusteeSecret, mixed: Mixed) -> TrusteeSecret:
    """Fix the one list that this trustee opens; the same again changes nothing.

    Raises:
        CheckFailed: `approval`, `log-head`, `ceremony`; `mixers`: it was not mixed k times;
            `opening-shape`: another list was opened before.
    """
    require_extends(secret, mixed.vote)
    require_share(secret)
    if not mixed.is_complete:
        mixes = f"{len(mixed.turns)} of {mixed.vote.definition.mixes} mixes"
        raise CheckFailed(Check.MIXERS, mixes)
    if secret.opened not in {None, mixed.fingerprint}:
        raise CheckFailed(Check.OPENING_SHAPE, "this trustee has opened another list")
    return replace(secret, opened=mixed.fingerprint)


def give_openings(
    secret: TrusteeSecret, mixed: Mixed, draw: Draw, share: Callable[[int], Map] = lambda _: map
) -> Part:
    """What the trustee gives to the opening of the list that it has remembered.

    Raises:
        CheckFailed: `opening-shape`: it remembers another, or none.
    """
    definition, own = mixed.vote.definition, require_share(secret)
    if secret.opened != mixed.fingerprint:
        raise CheckFailed(Check.OPENING_SHAPE, "this list was not fixed as the one to open")
    file = BytesIO()
    writer = PartWriter(file, definition.group)
    for electorate, rows in enumerate(mixed.lists):
        if rows:
            jobs = share(len(rows))
            opening = open_list(definition, electorate, secret.number, own, rows, draw, jobs)
            writer.opening(electorate, opening)
    writer.audit({secret.number: secret.audit})
    writer.end()
    return opening_name(secret.number), file.getvalue()

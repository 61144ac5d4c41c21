"""What the log shows: heads, proofs of inclusion and consistency. Nothing here tells of readers."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import F
from django.utils.translation import gettext as _

from voting.crypto.canonical import Value, read_canonical
from voting.crypto.definition import Definition
from voting.crypto.entries import BALLOT, SPOILT
from voting.crypto.heads import Head, SignedHead
from voting.crypto.merkle import Hash, Node, Proofs, answered, asked
from voting.crypto.record.parts import head_bytes
from voting.crypto.signatures import Signature
from voting.crypto.wire import proof_size, read_proof
from voting.models import BoardFile, LogEntry, LogHead, LogNode, Place
from voting.selectors.board import document_of
from voting.selectors.frozen import FrozenVote
from voting.trustee.signed import countersignature_name, read_trustee_signature

T = TypeVar("T")
KINDS = {BALLOT: "ballot", SPOILT: "spoilt"}
STEPS = [10, 50]
"""Ballots are told in these steps and ten times these, and so on."""
UNDER_FIRST_STEP = "under 10"


def nodes_of(vote_id: int, nodes: Iterable[Node]) -> dict[Node, Hash]:
    """The roots of full subtrees. Two queries at most: leaves stand with their entries."""
    wanted = set(nodes)
    levels = sorted({level for level, _ in wanted} - {0})
    places = [index for level, index in wanted if level == 0]
    found: dict[Node, Hash] = {}
    if places:
        leaves = Place.objects.filter(held=vote_id, index__in=places)
        told = leaves.values_list("index", "entry_id")
        found |= {(0, index): bytes.fromhex(leaf) for index, leaf in told}
    if levels:
        indexes = [index for level, index in wanted if level]
        roots = LogNode.objects.filter(held=vote_id, level__in=levels, index__in=indexes)
        rows = roots.values_list("level", "index", "root")
        found |= {(level, index): bytes.fromhex(root) for level, index, root in rows}
    return {node: found[node] for node in wanted}


def answer_of(vote_id: int, size: int, question: Callable[[Proofs], T]) -> T:
    """A root or proof over the first `size` entries; the tree is never built anew."""
    return answered(size, question, nodes_of(vote_id, asked(size, question)))


def last_head(vote_id: int) -> LogHead | None:
    return LogHead.objects.filter(held=vote_id).order_by("-size").first()


def signed_head(definition: Definition, head: LogHead, held_id: int) -> SignedHead:
    """A head with the countersignatures that lie on the board."""
    found: dict[int, Signature] = {}
    prefix = countersignature_name(head.size, 0).removesuffix("0.json")
    rows = BoardFile.objects.standing().filter(held=held_id, name__startswith=prefix)
    for file in rows.order_by("trustee"):
        if file.trustee:
            encoded = document_of(file)
            found[file.trustee] = read_trustee_signature(definition.group, file.trustee, encoded)
    return SignedHead(_head(head), _signature(definition, head), found)


def plain_head(definition: Definition, head: LogHead) -> SignedHead:
    """A head as the log signed it."""
    return SignedHead(_head(head), _signature(definition, head), {})


def head_value(definition: Definition, signed: SignedHead) -> Value:
    return read_canonical(head_bytes(definition.group, signed))


def countersigned_by(vote_id: int) -> dict[int, list[int]]:
    """The trustees who countersigned, by the size of the head."""
    found: dict[int, list[int]] = {}
    rows = BoardFile.objects.standing().filter(held=vote_id, name__startswith="countersignature-")
    for name, trustee in rows.values_list("name", "trustee").order_by("trustee"):
        found.setdefault(int(name.split("-")[1]), []).append(trustee or 0)
    return found


def all_heads(vote: FrozenVote) -> list[Value]:
    """All heads with their countersignatures. One query, and one for each countersigned head."""
    definition = vote.definition
    sizes = countersigned_by(vote.pk)
    values = []
    for head in LogHead.objects.filter(held=vote.pk).order_by("size"):
        signed = head.size in sizes
        made = signed_head(definition, head, vote.pk) if signed else plain_head(definition, head)
        values.append(head_value(definition, made))
    return values


def consistency(vote_id: int, old: int, new: int) -> list[str] | None:
    """The proof that the log of `new` entries goes on that of `old`; None for sizes of no head."""
    sizes = set(
        LogHead.objects.filter(held=vote_id, size__in=[old, new]).values_list("size", flat=True)
    )
    if not 0 < old <= new or sizes != {old, new}:
        return None
    return [part.hex() for part in answer_of(vote_id, new, lambda tree: tree.consistency(old, new))]


def entry_of(vote: FrozenVote, tracker: str, *, closed: bool) -> dict[str, Any] | None:
    """What became of a tracker, with its proof under the last head that covers it."""
    rows = LogEntry.objects.filter(held=vote.pk, tracker=tracker)
    row = rows.values("kind", "leaf", "encoded", index=F("place__index")).first()
    if row is None:
        return None
    told: dict[str, Any] = {"tracker": tracker, "kind": KINDS[row["kind"]]}
    told |= dict.fromkeys(("index", "leaf", "size", "path", "head"))
    head, index = last_head(vote.pk), row["index"]
    if head and index is not None:
        size = head.size
        path = answer_of(vote.pk, size, lambda tree: tree.inclusion(index, size))
        told |= {"index": index, "leaf": row["leaf"], "size": size}
        told["path"] = [part.hex() for part in path]
        told["head"] = head_value(vote.definition, plain_head(vote.definition, head))
    if closed:
        told["entry"] = bytes(row["encoded"]).hex()
    return told


def coarse(ballots: int) -> str:
    """At least so many: 10, 50, 100, 500, …"""
    step, factor, reached = UNDER_FIRST_STEP, 1, True
    while reached:
        for part in STEPS:
            reached = ballots >= part * factor
            if not reached:
                break
            step = str(part * factor)
        factor *= 10
    return step


def ballots_told(vote_id: int, *, closed: bool) -> str:
    """The number of ballots cast: in coarse steps while people vote."""
    cast = LogEntry.objects.filter(held=vote_id, kind=BALLOT, place__isnull=False).count()
    return str(cast) if closed else coarse(cast)


def number_told(entries: int, *, closed: bool) -> str:
    """How many entries a head is over, as a page says it: in the same steps while people vote."""
    if closed:
        return str(entries)
    step = coarse(entries)
    return _("10未満") if step == UNDER_FIRST_STEP else _("%(step)s以上") % {"step": step}


def _head(head: LogHead) -> Head:
    return Head(head.size, bytes.fromhex(head.root))


def _signature(definition: Definition, head: LogHead) -> Signature:
    octets = bytes.fromhex(head.signature)
    assert len(octets) == proof_size(definition.group)
    return read_proof(definition.group, octets, f"head over {head.size}")

"""Setting up a vote that is held here: who holds its keys, who lists its voters, how it counts."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import roles_of
from portal.accounts.services.audit import record
from portal.lifecycle.errors import RoleIsMissing
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from voting.counting import VoteType
from voting.crypto.canonical import read_canonical
from voting.crypto.credential_list import CredentialList
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.fields import Fields, fields_of
from voting.crypto.groups.base import Element, require_element
from voting.crypto.groups.named import GROUPS
from voting.crypto.signatures import check_signature
from voting.crypto.wire import proof_size, read_proof
from voting.errors import HoldingDoesNotFit, ListIsRefused
from voting.log_keys import make_log_key
from voting.models import Credential, Election, Electorate, HeldVote, TrusteeSeat
from voting.selectors.deeds import RUNNING
from voting.services.ballots import hold_election
from voting.services.electorates import electorates_by_code
from voting.services.freezing import INVITATION, PACKINGS
from voting.services.laying import lay_out
from voting.states import ElectionKind, ElectionState
from voting.trustee.messages import Invitation

GROUP = GROUPS["ristretto255"]
MOST_CREDENTIALS = 20_000_000
ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, kw_only=True)
class HoldingPlan:
    """How an election is to be held; `quotas` as in HeldVote, by positions of options."""

    trustees: Sequence[User]
    threshold: int
    mixes: int
    registrar: User
    anonymity_minimum: int = 10
    limit: int = 0
    points: int | None = None
    quotas: Sequence[dict[str, Any]] = field(default_factory=tuple)
    area_rule: str = ""
    is_mock: bool = False


@transaction.atomic
def hold_vote(*, actor: User, election: Election, plan: HoldingPlan) -> HeldVote:
    """Let a prepared election be held here: seats for the trustees, a key for the log, the board.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: as for preparing the election.
        ElectionIsNot: it is not prepared.
        HoldingDoesNotFit: it has no dates, is held already, or the plan cannot be; says in what.
    """
    admit(actor=actor, cycle=election.cycle, action=RUNNING[ElectionKind(election.kind)])
    held_election = hold_election(election, ElectionState.PREPARED)
    _check_plan(held_election, plan)
    name = f"{held_election.cycle.slug}-{held_election.pk}"
    held = HeldVote.objects.create(
        election=held_election,
        name=name,
        is_mock=plan.is_mock,
        limit=plan.limit,
        points=plan.points,
        quotas=list(plan.quotas),
        area_rule=plan.area_rule or held_election.cycle.area.name_ja,
        threshold=plan.threshold,
        mixes=plan.mixes,
        anonymity_minimum=plan.anonymity_minimum,
        registrar=plan.registrar,
        log_key=make_log_key(name, GROUP).hex(),
    )
    TrusteeSeat.objects.bulk_create(
        TrusteeSeat(held=held, number=number, person=person)
        for number, person in enumerate(plan.trustees, start=1)
    )
    electorates_by_code(held_election)
    invitation = Invitation(name, GROUP, plan.threshold, len(plan.trustees))
    lay_out(held, INVITATION, invitation.encoded())
    record("hold_vote", actor=actor, subject=held_election, trustees=len(plan.trustees))
    return held


def _check_plan(election: Election, plan: HoldingPlan) -> None:
    n, options = len(plan.trustees), election.options.count()
    checks = {
        _("この投票は、もうここで行うことになっています。"): not hasattr(election, "held"),
        _("先に、投票の開始と終了の日時を決めてください。"): bool(
            election.opens_at and election.closes_at
        ),
        _("鍵の管理者は、1人から100人までの別々の人にしてください。"): 1 <= n <= 100
        and len(set(plan.trustees)) == n,
        _("開くのに必要な人数と攪拌の回数は、1以上、鍵の管理者の人数以下にしてください。"): (
            1 <= plan.threshold <= n and 1 <= plan.mixes <= n
        ),
        _("匿名の下限は、1以上にしてください。"): plan.anonymity_minimum >= 1,
        _("鍵の管理者には、その役割を持つ人を選んでください。"): all(
            Role.TRUSTEE in roles_of(person) for person in plan.trustees
        ),
        _("名簿管理者には、その役割を持つ人を選んでください。"): Role.REGISTRAR
        in roles_of(plan.registrar),
        _("この投票のしかたは、ここでは使えません。"): election.ballot_type in PACKINGS,
        _("持ち点と、1つの選択肢に配れる点を決めてください。"): (
            election.ballot_type != VoteType.CUMULATIVE
            or bool(plan.points and 1 <= plan.limit <= 1_000_000)
        ),
        _("つけられる順位の数は、1以上、選択肢の数以下にしてください。"): (
            election.ballot_type != VoteType.ORDINAL or 1 <= plan.limit <= options
        ),
    }
    for problem, fits in checks.items():
        if not fits:
            raise HoldingDoesNotFit(problem)


@transaction.atomic
def renew_address(*, actor: User, seat: TrusteeSeat) -> str:
    """A fresh secret address for the trustee who asks for it; the one before ends.

    Raises:
        RoleIsMissing: the seat is another's.
    """
    if seat.person_id != actor.pk or Role.TRUSTEE not in roles_of(actor):
        raise RoleIsMissing(Action.HOLD_KEYS)
    token = secrets.token_urlsafe(32)
    seat.token_sha256 = hashlib.sha256(token.encode()).hexdigest()
    seat.save(update_fields=["token_sha256"])
    record("renew_trustee_address", actor=actor, subject=seat.held.election, seat=seat.number)
    return token


@transaction.atomic
def take_credentials(*, actor: User, held: HeldVote, key: str, encoded: bytes) -> int:
    """Take the registrar's signed list of credentials in place of any before; how many they are.

    Raises:
        RoleIsMissing: the actor is not the registrar of this vote.
        ElectionIsNot: the vote is frozen.
        ListIsRefused: the definition is out already; the list is of another vote, not signed with
            the key, has other electorates or more credentials than the roll has entries.
    """
    if held.registrar_id != actor.pk or Role.REGISTRAR not in roles_of(actor):
        raise RoleIsMissing(Action.LIST_VOTERS)
    election = hold_election(held.election, ElectionState.PREPARED)
    held = HeldVote.objects.get(pk=held.pk)
    if held.definition:
        raise ListIsRefused(_("投票の定義がもう作られているので、名簿は変えられません。"))
    try:
        listed, signature = _read_list(held, election, key, encoded)
    except CheckFailed as failure:
        raise ListIsRefused(f"{failure.check}: {failure.where}") from failure
    Credential.objects.filter(held=held).delete()
    for place, keys in enumerate(listed.keys):
        Credential.objects.bulk_create(
            (Credential(held=held, electorate=place, key=each.hex()) for each in keys),
            batch_size=ROWS_AT_ONCE,
        )
    held.registrar_key, held.registrar_signature = key, signature
    held.credentials = listed.fingerprint(held.name).hex()
    held.save(update_fields=["registrar_key", "registrar_signature", "credentials"])
    count = len(listed.electorate_of)
    record("take_credentials", actor=actor, subject=election, credentials=count)
    return count


def _read_list(
    held: HeldVote, election: Election, key: str, encoded: bytes
) -> tuple[CredentialList, str]:
    """The list in credentials.json, and the signature on it, which holds.

    Raises:
        CheckFailed
    """
    with fields_of(read_canonical(encoded), "credentials.json", Check.CREDENTIAL_LIST) as fields:
        if fields.text("election") != held.name:
            raise fields.refusal(_("別の投票の名簿です。"))
        given = dict(_read_body(value) for value in fields.items("electorates", 20))
        stated = fields.octets("fingerprint", 32)
        signature = fields.octets("signature", proof_size(GROUP))
        public = require_element(GROUP, fields.octets_of(key, "key", GROUP.element_size), "key")
        rows = list(election.electorates.all())
        if set(given) != {row.code for row in rows}:
            raise fields.refusal(_("投票する人の区分が、この投票と違います。"))
        listed = CredentialList(tuple(given[row.code] for row in rows))
        _check_list(fields, rows, listed)
        if listed.fingerprint(held.name) != stated:
            raise fields.refusal("fingerprint")
    check_signature(GROUP, "credentials", stated, public, read_proof(GROUP, signature, "list"))
    return listed, signature.hex()


def _read_body(value: Any) -> tuple[str, tuple[Element, ...]]:
    with fields_of(value, "electorate", Check.CREDENTIAL_LIST) as part:
        name = part.text("name", 100)
        part.whole("roll")
        return name, part.all_octets("keys", GROUP.element_size, MOST_CREDENTIALS)


def _check_list(fields: Fields, rows: Sequence[Electorate], listed: CredentialList) -> None:
    for row, keys in zip(rows, listed.keys, strict=True):
        entries = row.entries.count()
        if entries and len(keys) > entries:
            raise fields.refusal(_("名簿の人数より多い鍵があります。"))
        if list(keys) != sorted(set(keys)):
            raise fields.refusal(_("鍵が順に並んでいないか、重なっています。"))
        for element in keys:
            require_element(GROUP, element, row.code)
    if len(listed.electorate_of) != sum(map(len, listed.keys)):
        raise fields.refusal(_("2つの区分に同じ鍵があります。"))

"""The definition of a vote held here: made from what was set up, signed by all, then frozen."""

from dataclasses import replace
from typing import cast

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.lifecycle.services import admit
from voting.counting import Ranking, Rule, VoteType, any_rule_from_json, rule_to_json
from voting.crypto.approvals import check_approvals
from voting.crypto.canonical import Value
from voting.crypto.definition import Definition, Electorate, Option, Trustees, Wording
from voting.crypto.errors import CheckFailed
from voting.crypto.limits import BallotForm, Limits, Quota
from voting.crypto.packing import BallotKind, Packing
from voting.crypto.reading import read_definition
from voting.crypto.signatures import Signature
from voting.errors import DefinitionCannotBe, NotReadyToFreeze
from voting.models import Election, HeldVote
from voting.models import Option as Listed
from voting.selectors.board import get_from
from voting.selectors.checklist import missing_of
from voting.selectors.deeds import RUNNING
from voting.selectors.electorates import weights_of
from voting.services.ballots import hold_election
from voting.services.laying import lay_out
from voting.states import ElectionKind, ElectionState
from voting.trustee.following import Get, follow
from voting.trustee.messages import read_invitation
from voting.trustee.signed import approval_name, read_trustee_signature

INVITATION = "invitation.json"
DEFINITION = "definition.json"
PACKINGS: dict[str, BallotKind] = {
    VoteType.APPROVAL: BallotKind.APPROVAL,
    VoteType.CUMULATIVE: BallotKind.POINTS,
    VoteType.ORDINAL: BallotKind.RANKING,
}


@transaction.atomic
def define_vote(*, actor: User, held: HeldVote, rehearsal: bool = False) -> Definition:
    """Make the definition and lay it out for the trustees to sign; it cannot be changed any more.

    `rehearsal`: its keys are not in the hands of several people, as in a mock vote or a demo.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: as for preparing the election.
        ElectionIsNot: it is frozen already.
        NotReadyToFreeze: something on the checklist is missing; says what.
        DefinitionCannotBe: the parts contradict each other; says where.
    """
    admit(actor=actor, cycle=held.election.cycle, action=RUNNING[ElectionKind(held.election.kind)])
    election = hold_election(held.election, ElectionState.PREPARED)
    held = HeldVote.objects.get(pk=held.pk)
    if missing := missing_of(held):
        raise NotReadyToFreeze(missing)
    rehearsal = rehearsal or held.is_mock
    definition = _definition(held, election, get_from(held.pk), rehearsal=rehearsal)
    try:
        # What the tools of the trustees will say of it.
        read_definition(definition.encoded)
    except CheckFailed as failure:
        raise DefinitionCannotBe(failure) from failure
    held.definition = definition.encoded
    held.save(update_fields=["definition"])
    lay_out(held, DEFINITION, definition.encoded)
    fingerprint = definition.fingerprint.hex()
    record("define_vote", actor=actor, subject=election, fingerprint=fingerprint)
    return definition


def freeze_when_approved(held: HeldVote) -> bool:
    """Freeze the vote if every trustee has signed its definition; in the caller's transaction."""
    election = hold_election(held.election, ElectionState.PREPARED)
    definition = read_definition(bytes(held.definition or b""))
    signatures = approvals_of(definition, get_from(held.pk))
    if signatures is None:
        return False
    check_approvals(definition, signatures)
    HeldVote.objects.filter(pk=held.pk).update(fingerprint=definition.fingerprint.hex())
    rule = any_rule_from_json(definition.rule)
    election.rule = rule_to_json(replace(rule, tie_order=definition.lot))
    election.state = ElectionState.FROZEN
    election.save(update_fields=["rule", "state"])
    return True


def approvals_of(definition: Definition, get: Get) -> tuple[Signature, ...] | None:
    """The signatures of all trustees on the definition; None while one is missing."""
    signatures = []
    for i in range(1, len(definition.trustees.signing_keys) + 1):
        encoded = get(approval_name(i))
        if encoded is None:
            return None
        signatures.append(read_trustee_signature(definition.group, i, encoded))
    return tuple(signatures)


def _definition(held: HeldVote, election: Election, get: Get, *, rehearsal: bool) -> Definition:
    """From tables and board; the checklist has found all of it there."""
    invitation = read_invitation(get(INVITATION) or b"")
    made, group = follow(invitation, get).transcript, invitation.group
    listed = list(election.options.select_related("item").order_by("position"))
    options = tuple(map(_option, listed))
    costs = tuple(option.cost for option in options)
    assert election.opens_at is not None
    assert election.closes_at is not None
    return Definition(
        election=held.name,
        kind=election.kind,
        question=Wording(election.name_ja, election.name_en),
        options=options,
        form=BallotForm(_packing(held, election, len(options)), _limits(held, election), costs),
        electorates=_electorates(election),
        rule=_rule(election),
        budget=None if election.budget is None else int(election.budget),
        contributions=made.contributions,
        opens=timezone.localtime(election.opens_at).isoformat(),
        closes=timezone.localtime(election.closes_at).isoformat(),
        area_rule=held.area_rule,
        anonymity_minimum=held.anonymity_minimum,
        trustees=Trustees(
            t=held.threshold,
            key=made.keys.election,
            verification_keys=made.keys.verification,
            signing_keys=made.ceremony.signing_keys,
            ceremony=made.ceremony.fingerprint(group),
            served_page=rehearsal,
        ),
        mixes=held.mixes,
        log_key=bytes.fromhex(held.log_key),
        registrar_key=bytes.fromhex(held.registrar_key),
        credentials=bytes.fromhex(held.credentials),
        rehearsal=rehearsal,
        group=group,
    )


def _option(listed: Listed) -> Option:
    title = listed.item.title
    cost = None if listed.cost is None else int(listed.cost)
    columns = tuple(sorted((name, str(cell)) for name, cell in listed.columns.items()))
    return Option(listed.external_id, Wording(title, title), cost, columns)


def _packing(held: HeldVote, election: Election, options: int) -> Packing:
    kind = PACKINGS[election.ballot_type]
    limit = min(held.limit, options) if kind is BallotKind.RANKING else held.limit
    return Packing(kind, options, 0 if kind is BallotKind.APPROVAL else limit)


def _limits(held: HeldVote, election: Election) -> Limits:
    """A budget vote by approval without a most is limited by its budget."""
    options = election.options.count()
    approval = election.ballot_type == VoteType.APPROVAL
    within = approval and election.budget is not None and election.max_picks is None
    return Limits(
        least=election.min_picks or 0,
        most=held.limit
        if election.ballot_type == VoteType.ORDINAL
        else election.max_picks or options,
        budget=int(election.budget or 0) if within else None,
        points=held.points if election.ballot_type == VoteType.CUMULATIVE else None,
        quotas=tuple(
            Quota(tuple(sorted(q["options"])), q["least"], q["most"]) for q in held.quotas
        ),
    )


def _electorates(election: Election) -> tuple[Electorate, ...]:
    rows = list(election.electorates.select_related("merged_with"))
    return tuple(
        Electorate(
            row.code,
            row.entries.count() or listed_on(election, row.position),
            row.merged_with.position if row.merged_with else None,
        )
        for row in rows
    )


def listed_on(election: Election, position: int) -> int:
    """How many credentials an electorate has."""
    return election.held.credential_rows.filter(electorate=position).count()


def _rule(election: Election) -> Value:
    rule: Rule | Ranking = any_rule_from_json(election.rule)
    rows = list(election.electorates.all())
    weights = weights_of(rows) if len(rows) > 1 else {}
    rule = replace(rule, tie_order=(), weights=weights)
    return cast("Value", rule_to_json(rule))

"""All that is made before a vote opens: the trustees' keys, the credentials, the definition."""

from dataclasses import dataclass

from voting.crypto.approvals import approve
from voting.crypto.canonical import Value
from voting.crypto.ceremony import Ceremony, check_ceremony, parties_of
from voting.crypto.credential_list import CredentialList, sign_credentials
from voting.crypto.definition import (
    Contributions,
    Definition,
    Electorate,
    Option,
    Trustees,
    Wording,
)
from voting.crypto.draw import Draw, draw_scalar
from voting.crypto.groups.base import Element, Group, Scalar
from voting.crypto.groups.named import GROUPS
from voting.crypto.limits import BallotForm, Limits
from voting.crypto.lots import committed
from voting.crypto.record.parts import Signatures
from voting.crypto.threshold import check_share, deal, draw_polynomial, share_for
from voting.rehearse.people import below
from voting.rehearse.plan import MOST_NAMED, POINTS, PRIORITIES, Plan


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the parties of a real vote would keep apart. `voters`: signing keys by credential."""

    trustee_signing: tuple[Scalar, ...]
    shares: tuple[Scalar, ...]
    audit: tuple[bytes, ...]
    log: Scalar
    registrar: Scalar
    voters: dict[Element, Scalar]


@dataclass(frozen=True, slots=True)
class Prepared:
    definition: Definition
    ceremony: Ceremony
    credentials: CredentialList
    signatures: Signatures
    secrets: Secrets


@dataclass(frozen=True, slots=True)
class Parties:
    """What the trustees made; with invented ones, also what they would keep to themselves."""

    ceremony: Ceremony
    contributions: Contributions
    signing: tuple[Scalar, ...] = ()
    shares: tuple[Scalar, ...] = ()
    audit: tuple[bytes, ...] = ()


def prepare(plan: Plan, draw: Draw, parties: Parties | None = None) -> Prepared:
    """Generate the keys, list the credentials, freeze the definition and have it signed.

    Where real trustees made the keys, their signatures of the definition are still to come.
    """
    parties = parties or _invent_parties(plan, draw)
    group, election = GROUPS[plan.group], parties.ceremony.election
    log, registrar = draw_scalar(draw, group), draw_scalar(draw, group)
    bodies = [plan.voters, plan.committee] if plan.committee else [plan.voters]
    keys = [[draw_scalar(draw, group) for _ in range(size)] for size in bodies]
    voters = {group.multiply_generator(key): key for body in keys for key in body}
    credentials = CredentialList(
        tuple(tuple(sorted(map(group.multiply_generator, body))) for body in keys)
    )
    definition = _define(plan, draw, parties, credentials, (log, registrar))
    signatures = Signatures(
        sign_credentials(group, election, credentials, registrar, draw),
        tuple(approve(definition, key, draw) for key in parties.signing),
    )
    secrets = Secrets(parties.signing, parties.shares, parties.audit, log, registrar, voters)
    return Prepared(definition, parties.ceremony, credentials, signatures, secrets)


def _invent_parties(plan: Plan, draw: Draw) -> Parties:
    group, election = GROUPS[plan.group], f"rehearsal-{plan.ballot}-{plan.seed}"
    signing = tuple(draw_scalar(draw, group) for _ in range(plan.trustees))
    ceremony, shares = _generate_keys(group, election, plan, signing, draw)
    lot = tuple(draw.bytes(32) for _ in signing)
    audit = tuple(draw.bytes(32) for _ in signing)
    contributions = Contributions(
        tuple(committed(election, "lot", i, c) for i, c in enumerate(lot, start=1)),
        lot,
        tuple(committed(election, "audit", i, c) for i, c in enumerate(audit, start=1)),
    )
    return Parties(ceremony, contributions, signing, shares, audit)


def _generate_keys(
    group: Group, election: str, plan: Plan, signing: tuple[Scalar, ...], draw: Draw
) -> tuple[Ceremony, tuple[Scalar, ...]]:
    """The ceremony, with the share of each trustee."""
    keys = tuple(map(group.multiply_generator, signing))
    parties = parties_of(election, 1, plan.threshold, plan.trustees, keys)
    polynomials = [draw_polynomial(parties, group, draw) for _ in signing]
    dealings = tuple(
        deal(group, parties, i, polynomial, draw)
        for i, polynomial in enumerate(polynomials, start=1)
    )
    committed_to = tuple(dealing.committed(group, parties) for dealing in dealings)
    shares = []
    for j in range(1, plan.trustees + 1):
        parts = [share_for(group, polynomial, j) for polynomial in polynomials]
        for dealing, part in zip(dealings, parts, strict=True):
            check_share(group, dealing, j, part)
        shares.append(sum(parts) % group.order)
    return Ceremony(election, 1, plan.threshold, keys, committed_to, dealings), tuple(shares)


def _define(
    plan: Plan,
    draw: Draw,
    parties: Parties,
    credentials: CredentialList,
    keys: tuple[Scalar, Scalar],
) -> Definition:
    group, ceremony = GROUPS[plan.group], parties.ceremony
    made = check_ceremony(group, ceremony)
    options = _options(plan, draw)
    costs = tuple(option.cost for option in options)
    budget = PRIORITIES if plan.ballot != "budget" else sum(cost or 0 for cost in costs) * 2 // 5
    log_key, registrar_key = map(group.multiply_generator, keys)
    electorates: tuple[Electorate, ...] = (Electorate("residents", plan.voters),)
    rule: dict[str, Value] = {"name": "greedy"}
    if plan.committee:
        electorates += (Electorate("committee", plan.committee, merged_with=0),)
        rule["weights"] = {"residents": 60, "committee": 40}
    return Definition(
        election=ceremony.election,
        kind="budget" if plan.ballot == "budget" else "priority",
        question=Wording("練習の投票", "A vote for practice"),
        options=options,
        form=BallotForm(plan.packing, _limits(plan, budget), costs),
        electorates=electorates,
        rule=rule,
        budget=budget,
        contributions=parties.contributions,
        opens="2026-10-01T09:00:00+09:00",
        closes="2026-10-15T20:00:00+09:00",
        area_rule="whole city",
        anonymity_minimum=plan.anonymity_minimum,
        trustees=Trustees(
            t=plan.threshold,
            key=made.election,
            verification_keys=made.verification,
            signing_keys=ceremony.signing_keys,
            ceremony=ceremony.fingerprint(group),
            served_page=False,
        ),
        mixes=plan.mixers,
        log_key=log_key,
        registrar_key=registrar_key,
        credentials=credentials.fingerprint(ceremony.election),
        rehearsal=True,
        group=group,
    )


def _options(plan: Plan, draw: Draw) -> tuple[Option, ...]:
    def cost() -> int | None:
        return 100_000 * (5 + below(draw, 60)) if plan.ballot == "budget" else None

    return tuple(
        Option(f"{place:03}", Wording(f"案{place}", f"Option {place}"), cost())
        for place in range(1, plan.options + 1)
    )


def _limits(plan: Plan, budget: int) -> Limits:
    if plan.ballot == "budget":
        return Limits(0, plan.options, budget, None)
    if plan.ballot == "points":
        return Limits(1, plan.options, None, POINTS)
    if plan.ballot == "ranking":
        return Limits(1, plan.packing.limit, None, None)
    return Limits(1, max(1, min(plan.options - 1, MOST_NAMED)), None, None)

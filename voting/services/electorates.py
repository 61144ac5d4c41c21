"""The bodies that vote, and who of each may: data of the vote, set before it is frozen."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.lifecycle.services import admit
from portal.registers.models import AreaKind
from voting.eligibility import Reckoning, Rule
from voting.models import Election, Electorate, ElectorateTotals, HeldVote, RollEntry
from voting.roll_errors import ElectoratesAreFixed, ElectoratesDoNotFit
from voting.selectors.deeds import RUNNING
from voting.services.ballots import hold_election
from voting.states import ElectionKind, ElectionState

RESIDENTS = "residents"
MINIMUM_AGE = 15


@dataclass(frozen=True, kw_only=True)
class ElectoratePlan:
    """One electorate. `code` names it in the roll; an empty rule asks for nothing.

    `weight`: in percent, for the counting rule; where nobody has one, all weigh the same.
    """

    code: str
    name_ja: str
    name_en: str
    rule: Rule = field(default_factory=Rule)
    merged_with: str = ""
    weight: Decimal | None = None


@transaction.atomic
def set_electorates(
    *, actor: User, election: Election, plans: Sequence[ElectoratePlan]
) -> list[Electorate]:
    """Say who votes: in place of what was said before.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: as for preparing the vote.
        ElectionIsNot: the vote is no longer being prepared.
        ElectoratesAreFixed: a roll, the registrar's list or totals were taken in by them.
        ElectoratesDoNotFit: none, two of one code, or an age without a day.
    """
    admit(actor=actor, cycle=election.cycle, action=RUNNING[ElectionKind(election.kind)])
    held = hold_election(election, ElectionState.PREPARED)
    listed = HeldVote.objects.filter(election=held).exclude(credentials="")
    totals = ElectorateTotals.objects.filter(electorate__election=held)
    if totals.exists() or listed.exists() or RollEntry.objects.of(held).exists():
        raise ElectoratesAreFixed
    made = _make(held, plans)
    record("set_electorates", actor=actor, subject=held, electorates=len(made))
    return made


@transaction.atomic
def put_electorate(
    *, actor: User, election: Election, plan: ElectoratePlan, instead_of: str = ""
) -> list[Electorate]:
    """Add an electorate, or set it in place of the one of that code; refusals as `set_electorates`.

    Who joined the one that is replaced joins what replaces it.
    """
    plans = [_joining(other, instead_of, plan.code) for other in plans_of(election)]
    plans = [plan if other.code == instead_of else other for other in plans]
    plans += [] if instead_of else [plan]
    return set_electorates(actor=actor, election=election, plans=plans)


def _joining(plan: ElectoratePlan, before: str, after: str) -> ElectoratePlan:
    joined = bool(before) and plan.merged_with == before
    return replace(plan, merged_with=after) if joined else plan


@transaction.atomic
def drop_electorate(*, actor: User, election: Election, code: str) -> list[Electorate]:
    """Leave an electorate out; refusals as `set_electorates`, also where another joined it."""
    plans = [plan for plan in plans_of(election) if plan.code != code]
    return set_electorates(actor=actor, election=election, plans=plans)


def plans_of(election: Election) -> list[ElectoratePlan]:
    """The electorates as they stand; where nothing was said, the residents."""
    rows = list(election.electorates.select_related("merged_with").order_by("position"))
    return [plan_of(row) for row in rows] or [residents_of(election)]


def plan_of(electorate: Electorate) -> ElectoratePlan:
    joined = electorate.merged_with
    return ElectoratePlan(
        code=electorate.code,
        name_ja=electorate.name_ja,
        name_en=electorate.name_en,
        rule=electorate.rule,
        merged_with=joined.code if joined else "",
        weight=electorate.weight,
    )


def electorates_by_code(election: Election) -> dict[str, Electorate]:
    """Those of a vote in their order; where nothing was said, its residents from 15 years on."""
    said = list(election.electorates.order_by("position"))
    made = said or _make(election, [residents_of(election)])
    return {electorate.code: electorate for electorate in made}


def residents_of(election: Election) -> ElectoratePlan:
    """Who lives in the cycle's area and is 15 on the 1 April of the year in which it opens."""
    area = election.cycle.area
    is_ward = area.kind == AreaKind.WARD
    city = area.parent if is_ward and area.parent else area
    opens = timezone.localdate(election.opens_at) if election.opens_at else timezone.localdate()
    return ElectoratePlan(
        code=RESIDENTS,
        name_ja=f"{area.name_ja}に住む人",
        name_en=f"Residents of {area.name_en}",
        rule=Rule(
            minimum_age=MINIMUM_AGE,
            age_on=date(opens.year, 4, 1),
            reckoning=Reckoning.STATUTORY,
            municipality=city.code[:5],
            wards=frozenset({area.code}) if is_ward else frozenset(),
        ),
    )


def _make(election: Election, plans: Sequence[ElectoratePlan]) -> list[Electorate]:
    codes = [plan.code for plan in plans]
    ages = [(plan.rule.minimum_age is None) == (plan.rule.age_on is None) for plan in plans]
    known = all(
        plan.merged_with in ("", *codes) and plan.merged_with != plan.code for plan in plans
    )
    if not codes or len(set(codes)) < len(codes) or not all(ages) or not known:
        raise ElectoratesDoNotFit
    election.electorates.update(merged_with=None)
    election.electorates.all().delete()
    made = {
        plan.code: Electorate.objects.create(
            election=election,
            position=position,
            code=plan.code,
            name_ja=plan.name_ja,
            name_en=plan.name_en,
            minimum_age=plan.rule.minimum_age,
            age_on=plan.rule.age_on,
            reckoning=plan.rule.reckoning,
            municipality_code=plan.rule.municipality,
            ward_codes=sorted(plan.rule.wards),
            resident_on=plan.rule.resident_on,
            weight=plan.weight,
        )
        for position, plan in enumerate(plans)
    }
    for plan in plans:
        if plan.merged_with:
            made[plan.code].merged_with = made[plan.merged_with]
            made[plan.code].save(update_fields=["merged_with"])
    return list(made.values())

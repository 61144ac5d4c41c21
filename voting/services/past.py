"""Loading a real election from a Pabulib file as a cycle that is over."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import IO

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from portal.lifecycle.lineage import link_all, place_all
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import Phase
from portal.lifecycle.services import Source, Window, record_past_cycle
from portal.registers.models import Area, AreaKind
from proposals.models import Proposal
from proposals.states import ProposalState
from voting.counting import Instance, Project, Rule, VoteType, rule_to_json
from voting.errors import FileIsLoadedAlready
from voting.explained import Told as CountTold
from voting.explained import quietly as count_quietly
from voting.models import Election, Option, Result
from voting.origins import Place, currency_of, language_in, place_of, window_of
from voting.services.ballot_files import (
    check_storable,
    read_ballot_file,
    recorded_rule_in,
    sha256_of,
)
from voting.services.ballots import Told, open_with_ballots, quietly
from voting.services.counts import queue_count
from voting.services.results import count_ballots, store_count
from voting.states import ElectionKind

SOURCE = "pabulib"
TITLE_LENGTH = 200


@dataclass(frozen=True)
class PastElection:
    """What was loaded: the cycle, its election and what counting it gave."""

    cycle: Cycle
    election: Election
    result: Result


def load_past_election(
    *,
    file: IO[bytes],
    file_name: str,
    cycle_name: str,
    told: Told = quietly,
    counted: CountTold = count_quietly,
) -> PastElection:
    """Load an election with its proposals and anonymous ballots, and count it by its own rule.

    Where the file names no rule that can be counted by, the election stays opened, and its
    result is a reading by the greedy rule. `told` hears how many groups of ballots are stored,
    `counted` how far the count is. If this ends after the one and before the other, a worker
    counts.

    Raises:
        BallotFileIsBroken, BallotFileDoesNotFit: says on which line, and why.
        FileIsLoadedAlready: says where its cycle is.
    """
    election = _load(file, file_name, cycle_name, told)
    found = count_ballots(election, told=counted)
    result = store_count(election=election, counted=found, actor=None)
    election.refresh_from_db()
    return PastElection(election.cycle, election, result)


@transaction.atomic
def _load(file: IO[bytes], file_name: str, cycle_name: str, told: Told) -> Election:
    """Store all of it, or nothing, and see to it that it is counted."""
    sha256 = sha256_of(file)
    _refuse_second_time(sha256)
    instance = read_ballot_file(file)
    check_storable(instance, file)
    rule = recorded_rule_in(instance, file)
    area = _area(place_of(instance.meta))
    source = Source(name=SOURCE, file=file_name, sha256=sha256)
    try:
        with transaction.atomic():
            cycle = _cycle(instance, area, cycle_name, source)
    except IntegrityError:
        # Somebody else loaded it meanwhile: the database lets one of us have the file.
        _refuse_second_time(sha256)
        raise
    election = _election(cycle, instance, rule)
    _options(election, instance, _proposals(cycle, instance))
    open_with_ballots(election, instance, range(len(instance.projects)), sha256, told)
    queue_count(election, asked_by=None)
    return election


def _refuse_second_time(sha256: str) -> None:
    if loaded := Cycle.objects.filter(source=SOURCE, source_sha256=sha256).first():
        raise FileIsLoadedAlready(loaded.get_absolute_url())


def _area(place: Place) -> Area:
    names = {"name_ja": place.name_ja, "name_en": place.name_en}
    area, _ = Area.objects.get_or_create(
        code=place.code, defaults={"kind": AreaKind.ELSEWHERE, **names}
    )
    return area


def _cycle(instance: Instance, area: Area, name: str, source: Source) -> Cycle:
    opens_at, closes_at = window_of(instance.meta)
    return record_past_cycle(
        slug=f"{slugify(name)[:60] or SOURCE}-{source.sha256[:8]}",
        name=name,
        area=area,
        budget=_decimal(instance.budget),
        currency=currency_of(instance.meta),
        source=source,
        last_phase=Phase.BUDGET,
        windows={Phase.BUDGET: Window(opens_at, closes_at)},
    )


def _election(cycle: Cycle, instance: Instance, rule: Rule | None) -> Election:
    opens_at, closes_at = window_of(instance.meta)
    most = len(instance.projects)
    limits = {
        field: min(int(instance.meta[key]), most) if instance.meta.get(key) else None
        for field, key in (("min_picks", "min_length"), ("max_picks", "max_length"))
    }
    return Election.objects.create(
        cycle=cycle,
        kind=ElectionKind.BUDGET,
        name_ja=instance.meta["description"][:TITLE_LENGTH],
        name_en=instance.meta["description"][:TITLE_LENGTH],
        budget=cycle.budget,
        ballot_type=VoteType(instance.meta["vote_type"]),
        rule=rule_to_json(rule) if rule else None,
        opens_at=opens_at,
        closes_at=closes_at,
        **limits,
    )


def _proposals(cycle: Cycle, instance: Instance) -> list[Proposal]:
    """One public proposal without an author for each project."""
    language, at = language_in(instance.meta), _reached_at(instance)
    titles = [_title(project) for project in instance.projects]
    items = place_all("proposal", titles, cycle=cycle, phase=Phase.BUDGET, language=language, at=at)
    return Proposal.objects.bulk_create(
        Proposal(
            item=item,
            title=title,
            means=project.columns.get("description", "")[:4000],
            language=language,
            area=cycle.area,
            state=ProposalState.COSTED,
            submitted_at=at,
            created_at=at,
            updated_at=at,
            external_id=project.id,
        )
        for item, title, project in zip(items, titles, instance.projects, strict=True)
    )


def _title(project: Project) -> str:
    """Its name as far as a title goes; the whole of it stays in the option's columns."""
    name = project.name or project.id
    return name if len(name) <= TITLE_LENGTH else f"{name[: TITLE_LENGTH - 1]}…"


def _reached_at(instance: Instance) -> datetime:
    """When the vote began, as far as the file tells."""
    return window_of(instance.meta)[0] or timezone.now()


def _decimal(amount: Fraction) -> Decimal:
    """Exact: amounts with more than two decimals were refused."""
    return Decimal(int(amount * 100)).scaleb(-2)


def _options(election: Election, instance: Instance, proposals: list[Proposal]) -> None:
    items = place_all(
        "option",
        [proposal.title for proposal in proposals],
        cycle=election.cycle,
        phase=Phase.BUDGET,
        language=language_in(instance.meta),
        at=_reached_at(instance),
    )
    Option.objects.bulk_create(
        Option(
            item=item,
            election=election,
            proposal=proposal,
            position=position,
            external_id=project.id,
            cost=_decimal(project.cost),
            columns={"name": project.name, **project.columns},
            recorded=int(project.columns["selected"]) if project.columns.get("selected") else None,
        )
        for position, (item, proposal, project) in enumerate(
            zip(items, proposals, instance.projects, strict=True)
        )
    )
    link_all((proposal.item, item) for proposal, item in zip(proposals, items, strict=True))

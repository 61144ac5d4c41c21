"""Elections prepared, their anonymous ballots taken in, counted, answered and decided."""

from decimal import Decimal
from functools import partial
from typing import Any

from portal.demo.services.city import City
from portal.demo.services.story import Hour
from portal.demo.texts import DATA, read
from voting.counting import VoteType, any_rule_from_json
from voting.services import (
    ElectionPlan,
    answer_priorities,
    count_election,
    import_ballots,
    load_past_election,
    prepare_election,
    record_decision,
)
from voting.states import ElectionKind

ELSEWHERE = "shiokaze_2025.pb"


def add_votes(city: City) -> None:
    for key, row in read("elections.json").items():
        told = (city, key, row)
        city.story.add(row["prepared"], Hour.VOTE, partial(_prepare, *told))
        city.story.add(row["imported"], Hour.VOTE, partial(_import, *told))
        city.story.add(row["counted"], Hour.VOTE, partial(_count, *told))
        if "answered" in row:
            city.story.add(row["answered"], Hour.ANSWER, partial(_answer, *told))
        for proposal in row.get("decisions", ()):
            decide = partial(_decide, *told, proposal)
            city.story.add(row["decided"], Hour.CONCLUDE, decide)


def load_vote_of_elsewhere() -> None:
    """An invented vote of another city, loaded as a real one would be."""
    with (DATA / "votes" / ELSEWHERE).open("rb") as file:
        load_past_election(file=file, file_name=ELSEWHERE, cycle_name="しおかぜ市 市民提案の投票")


def _prepare(city: City, key: str, row: dict[str, Any]) -> None:
    plan = ElectionPlan(
        kind=ElectionKind(row["kind"]),
        name_ja=row["name_ja"],
        name_en=row["name_en"],
        ballot_type=VoteType(row["ballot_type"]),
        max_picks=row["max_picks"],
        rule=any_rule_from_json(row["rule"]) if "rule" in row else None,
        opens_at=city.calendar.moment(row["opens"], Hour.PHASES_OPEN.value),
        closes_at=city.calendar.moment(row["closes"], Hour.PHASES_CLOSE.value),
    )
    city.elections[key] = prepare_election(
        actor=city.administrator,
        cycle=city.cycles[row["cycle"]],
        plan=plan,
        proposals=[city.proposals[proposal] for proposal in row["options"]],
    )


def _import(city: City, key: str, row: dict[str, Any]) -> None:
    with (DATA / "votes" / row["file"]).open("rb") as file:
        city.elections[key] = import_ballots(
            actor=city.administrator, election=city.elections[key], file=file
        )


def _count(city: City, key: str, _row: dict[str, Any]) -> None:
    count_election(actor=city.administrator, election=city.elections[key])
    city.elections[key].refresh_from_db()


def _option(city: City, key: str, proposal: str) -> Any:
    return city.elections[key].options.get(proposal=city.proposals[proposal])


def _answer(city: City, key: str, row: dict[str, Any]) -> None:
    answer_priorities(
        actor=city.people["mayor"],
        election=city.elections[key],
        answers={
            _option(city, key, proposal).pk: text for proposal, text in row["answers"].items()
        },
    )


def _decide(city: City, key: str, row: dict[str, Any], proposal: str) -> None:
    amount, reason = row["decisions"][proposal]
    record_decision(
        actor=city.people["mayor"],
        option=_option(city, key, proposal),
        approved=amount is not None,
        amount=None if amount is None else Decimal(amount),
        reason=reason,
        decided_on=city.calendar.date(row["decided"]),
    )

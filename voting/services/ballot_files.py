"""Reading a .pb file for an election, and saying on which line it is another's."""

import hashlib
from collections.abc import Iterator
from fractions import Fraction
from typing import IO

from django.utils.translation import gettext as _

from voting.counting import (
    BrokenPabulibFile,
    BrokenRule,
    Instance,
    Rule,
    VoteType,
    read_pabulib,
    recorded_rule,
)
from voting.counting.numbers import exact_text
from voting.counting.pabulib.text import Rows
from voting.errors import BallotFileDoesNotFit, BallotFileIsBroken, own_language
from voting.models import Election, Option
from voting.states import ElectionKind

Misfit = tuple[tuple[str, str], str]
"""Where in the file, as section and key, and what is wrong there."""

THRESHOLD = "min_project_score_threshold"
# Amounts are kept with two decimals and fourteen digits before them.
SMALLEST, LARGEST = Fraction(1, 100), Fraction(10**14)
LONGEST_ID = 100


def sha256_of(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while part := file.read(2**20):
        digest.update(part)
    return digest.hexdigest()


def read_ballot_file(file: IO[bytes]) -> Instance:
    """The election in a file. Who voted is not kept.

    Raises:
        BallotFileIsBroken: says on which line, and why.
    """
    file.seek(0)
    try:
        return read_pabulib(file, keep_voter_rows=False)
    except BrokenPabulibFile as error:
        raise BallotFileIsBroken(error) from error


def recorded_rule_in(instance: Instance, file: IO[bytes]) -> Rule | None:
    """The rule that the file says its city counted by; None where it names none that we know.

    Raises:
        BallotFileDoesNotFit: the rule is known, but its threshold is no number.
    """
    try:
        return recorded_rule(instance)
    except BrokenRule as error:
        if error.code == "rule_not_recorded":
            return None
        raise _refused(file, [(("META", THRESHOLD), error.reason(own_language()))]) from error


def check_storable(instance: Instance, file: IO[bytes]) -> None:
    """Refuse what a sound file may hold and our tables cannot.

    Raises:
        BallotFileDoesNotFit: says on which line, and why.
    """
    if misfits := list(_unstorable(instance)):
        raise _refused(file, misfits)


def _unstorable(instance: Instance) -> Iterator[Misfit]:
    amounts = [(("META", "budget"), instance.budget)]
    amounts += [(("PROJECTS", project.id), project.cost) for project in instance.projects]
    for where, amount in amounts:
        if amount % SMALLEST or amount >= LARGEST:
            reason = _("金額「%(amount)s」は、小数点以下2桁まで、整数部14桁までにしてください。")
            yield where, reason % {"amount": exact_text(amount)}
    for project in instance.projects:
        if len(project.id) > LONGEST_ID:
            reason = _("選択肢の番号が長すぎます（%(most)d文字まで）。")
            yield ("PROJECTS", project.id), reason % {"most": LONGEST_ID}
        selected = project.columns.get("selected") or "0"
        if selected not in {"0", "1", "2", "3"}:
            reason = _("「selected」の値「%(value)s」は、0、1、2、3のどれでもありません。")
            yield ("PROJECTS", project.id), reason % {"value": selected}


def positions_in(election: Election, instance: Instance, file: IO[bytes]) -> list[int]:
    """For each project of the file, the position of the option that it is.

    Raises:
        BallotFileDoesNotFit: way of voting, budget, projects or costs are not the election's.
    """
    options = {option.external_id: option for option in election.options.all()}
    misfits = [*_of_meta(election, instance), *_of_projects(election, instance, options)]
    if misfits:
        raise _refused(file, misfits)
    return [options[project.id].position for project in instance.projects]


def _of_meta(election: Election, instance: Instance) -> Iterator[Misfit]:
    stated: dict[str, tuple[str, str]] = {
        "vote_type": (election.ballot_type, instance.meta["vote_type"])
    }
    if election.ballot_type != VoteType.CHOOSE_1:
        for key, limit in (("min_length", election.min_picks), ("max_length", election.max_picks)):
            stated[key] = ("" if limit is None else str(limit), instance.meta.get(key, ""))
    if election.kind == ElectionKind.BUDGET:
        budget = Fraction(election.budget or 0)
        stated["budget"] = (exact_text(budget), exact_text(instance.budget))
    for key, (expected, found) in stated.items():
        if expected != found:
            nothing = _("なし")
            yield (
                ("META", key if key in instance.meta else "vote_type"),
                _("「%(key)s」は、この投票では「%(expected)s」、ファイルでは「%(found)s」です。")
                % {"key": key, "expected": expected or nothing, "found": found or nothing},
            )


def _of_projects(
    election: Election, instance: Instance, options: dict[str, Option]
) -> Iterator[Misfit]:
    for project in instance.projects:
        option = options.get(project.id)
        if option is None:
            yield (
                ("PROJECTS", project.id),
                _("「%(project)s」という番号の選択肢は、この投票にありません。")
                % {"project": project.id},
            )
        elif election.kind == ElectionKind.BUDGET and project.cost != Fraction(option.cost or 0):
            yield (
                ("PROJECTS", project.id),
                _(
                    "選択肢「%(project)s」の費用は、この投票では%(expected)s、ファイルでは%(found)sです。"
                )
                % {
                    "project": project.id,
                    "expected": exact_text(Fraction(option.cost or 0)),
                    "found": exact_text(project.cost),
                },
            )
    if missing := sorted(set(options) - set(instance.index)):
        yield (
            ("META", "num_projects"),
            _("選択肢「%(project)s」がファイルにありません。") % {"project": missing[0]},
        )


def _refused(file: IO[bytes], misfits: list[Misfit]) -> BallotFileDoesNotFit:
    """The refusal for the first misfit."""
    where, reason = misfits[0]
    return BallotFileDoesNotFit(_lines(file)[where], reason)


def _lines(file: IO[bytes]) -> dict[tuple[str, str], int]:
    """The line of each key of META and of each project. The file was read once and is sound."""
    file.seek(0)
    rows = Rows(file)
    lines = {}
    width = len(rows.enter("META", "key", "value"))
    for row in rows.body(width):
        lines["META", row[0].strip()] = rows.line
    header = rows.enter("PROJECTS", "project_id")
    for row in rows.body(len(header)):
        lines["PROJECTS", row[header.index("project_id")].strip()] = rows.line
    return lines

"""What a browser needs to count a published result again, beside the published files."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from voting.counting import Ranking, Rule, any_rule_from_json, rule_to_json
from voting.counting.explanation.comparison import other_rules
from voting.counting.rules.priorities import PriorityRule
from voting.counting.sentences.faults import FAULTS
from voting.errors import own_language
from voting.models import Election, Option
from voting.names import RULE_NAMES, RULES, Text
from voting.selectors.published import BallotFile
from voting.states import ElectionKind


@dataclass(frozen=True)
class OtherRule:
    """A rule that a reader may try, and the JSON by which the browser counts."""

    name: Text
    document: str


@dataclass(frozen=True)
class Recounting:
    """`options`: those of the election, with their items; `files`: those of its ballots."""

    election: Election
    options: Sequence[Option]
    files: Sequence[BallotFile]

    @property
    def ballots(self) -> list[dict[str, str | bool]]:
        """The name of each electorate, and where its ballots, or its totals, are."""
        return [
            {"name": file.electorate, "address": file.address, "totals": file.is_totals}
            for file in self.files
        ]

    @property
    def input(self) -> str:
        return self.election.result.input_sha256

    @property
    def faults(self) -> dict[str, str]:
        """Why a file or a rule is refused, by code, in the reader's language."""
        return {code: text[own_language()] for code, text in FAULTS.items()}

    @property
    def names(self) -> dict[str, dict[str, str]]:
        """The title of each option, and the language it is written in."""
        return {
            option.external_id: {"title": option.item.title, "language": option.item.language}
            for option in self.options
        }

    @property
    def other_rules(self) -> list[OtherRule]:
        """The usual ones that take these ballots, with the limits and the lot order of the rule."""
        return [OtherRule(RULE_NAMES[rule.name], _json(rule)) for rule in self._rules()]

    def _rules(self) -> Sequence[Rule | Ranking]:
        rule = any_rule_from_json(self.election.result.rule)
        if not isinstance(rule, Ranking):
            return other_rules(rule)
        shared = {part.name: getattr(rule, part.name) for part in fields(PriorityRule)}
        return [
            replace(other, **shared)
            for other in RULES[ElectionKind.PRIORITY]
            if isinstance(other, Ranking)
            and other.name != rule.name
            and self.election.ballot_type in other.accepts
        ]


def _json(rule: Rule | Ranking) -> str:
    return json.dumps(rule_to_json(rule), ensure_ascii=False)

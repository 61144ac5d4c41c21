"""Counting: elections, rules and results, exact and without Django.

instance = read_pabulib("election.pb")
result = count(instance, recorded_rule(instance))
result.winners, result.to_json()
"""

from voting.counting.ballots import Ballots, VoteType, ballots_of_rows
from voting.counting.caps import Cap
from voting.counting.election import Electorate, Instance, Project, VoterRows
from voting.counting.errors import (
    BrokenElection,
    BrokenPabulibFile,
    BrokenRule,
    CountingError,
)
from voting.counting.outcome import (
    Afforded,
    Bought,
    Considered,
    ProjectOutcome,
    Raised,
    Reason,
    Shared,
)
from voting.counting.pabulib import read_pabulib, write_pabulib
from voting.counting.quotas import Quota
from voting.counting.recorded import recorded_rule
from voting.counting.result import (
    VERSION,
    Found,
    Priorities,
    Ranking,
    Result,
    Rule,
    any_rule_from_json,
    count,
    find,
    found_from_json,
    prioritise,
    ranking_from_json,
    rule_from_json,
    rule_to_json,
)
from voting.counting.rules.duels import Duel
from voting.counting.rules.equal_shares import Add1, EqualShares, Utilitarian
from voting.counting.rules.greedy import Greedy, GreedyNoSkip, GreedyThreshold, VotesPerCost
from voting.counting.rules.phragmen import Phragmen
from voting.counting.rules.priorities import Borda, Condorcet, KApproval, Points, Standing
from voting.counting.ties import Tie

__all__ = [
    "VERSION",
    "Add1",
    "Afforded",
    "Ballots",
    "Borda",
    "Bought",
    "BrokenElection",
    "BrokenPabulibFile",
    "BrokenRule",
    "Cap",
    "Condorcet",
    "Considered",
    "CountingError",
    "Duel",
    "Electorate",
    "EqualShares",
    "Found",
    "Greedy",
    "GreedyNoSkip",
    "GreedyThreshold",
    "Instance",
    "KApproval",
    "Phragmen",
    "Points",
    "Priorities",
    "Project",
    "ProjectOutcome",
    "Quota",
    "Raised",
    "Ranking",
    "Reason",
    "Result",
    "Rule",
    "Shared",
    "Standing",
    "Tie",
    "Utilitarian",
    "VoteType",
    "VoterRows",
    "VotesPerCost",
    "any_rule_from_json",
    "ballots_of_rows",
    "count",
    "find",
    "found_from_json",
    "prioritise",
    "ranking_from_json",
    "read_pabulib",
    "recorded_rule",
    "rule_from_json",
    "rule_to_json",
    "write_pabulib",
]

"""Deeds of voting: preparing an election, taking in ballots, counting, answering, deciding."""

from voting.services.ballots import import_ballots
from voting.services.counts import ask_for_count, run_count
from voting.services.decisions import answer_priorities, record_decision
from voting.services.past import load_past_election
from voting.services.preparation import ElectionPlan, prepare_election
from voting.services.results import count_election

__all__ = [
    "ElectionPlan",
    "answer_priorities",
    "ask_for_count",
    "count_election",
    "import_ballots",
    "load_past_election",
    "prepare_election",
    "record_decision",
    "run_count",
]

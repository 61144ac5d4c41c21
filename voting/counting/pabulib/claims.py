"""What a file may claim of its rule: names that lead pabulib-checker to the same winners."""

from dataclasses import replace
from fractions import Fraction

from voting.counting.ballots import Ballots, VoteType
from voting.counting.election import Instance
from voting.counting.recorded import RECORDED
from voting.counting.result import Result, Rule
from voting.counting.rules.equal_shares import EqualShares
from voting.counting.rules.greedy import GreedyNoSkip


def scores_in_file(ballots: Ballots) -> list[int] | None:
    """The column `score` as the checker counts it: given points, or ranks by each ballot's length.

    None for approvals, which have votes only, and where points are not whole.
    """
    if ballots.vote_type in {VoteType.APPROVAL, VoteType.CHOOSE_1}:
        return None
    if ballots.vote_type is VoteType.ORDINAL:
        scores = [0] * ballots.number_of_projects
        for count, picks in ballots.rows():
            for rank, (pick, _) in enumerate(picks):
                scores[pick] += count * (len(picks) - rank)
        return scores
    if ballots.point_unit != 1:
        return None
    unnamed = ballots.unnamed_points
    return [
        score - unnamed * (ballots.number_of_voters - votes)
        for score, votes in zip(ballots.scores, ballots.votes, strict=True)
    ]


def claimed_rule(instance: Instance, result: Result) -> dict[str, str]:
    """META's rule, and its threshold where it has one; "unknown" where no name would be true."""
    rule = result.rule
    plain = replace(rule, min_score=Fraction(0), tie_order=())
    name = next((name for name, recorded in RECORDED.items() if recorded == plain), "unknown")
    if isinstance(plain, EqualShares):
        return {"rule": name if not rule.min_score and _never_by_lot(instance) else "unknown"}
    if name == "unknown" or _winners_by_checker(instance, rule) != set(result.winners):
        return {"rule": "unknown"}
    if not rule.min_score:
        return {"rule": "greedy" if name == "greedy-threshold" else name}
    threshold = {"min_project_score_threshold": str(rule.min_score)}
    return threshold | {"rule": "greedy-threshold" if name == "greedy" else name}


def _never_by_lot(instance: Instance) -> bool:
    """The checker gives up on a tie of equal cost and votes, and counts in whole money."""
    tie_keys = zip(instance.costs, instance.ballots.votes, strict=True)
    return instance.money_unit == 1 and len(set(tie_keys)) == len(instance.projects)


def _winners_by_checker(instance: Instance, rule: Rule) -> set[str] | None:
    """Greedily by the file's score, ties in the order of the file.

    None for a threshold with decimals, which it cannot read.
    """
    if rule.min_score.denominator != 1:
        return None
    scores = scores_in_file(instance.ballots) or instance.ballots.votes
    left = instance.budget
    winners: set[str] = set()
    for number in sorted(range(len(scores)), key=lambda i: -scores[i]):
        project = instance.projects[number]
        if scores[number] < rule.min_score:
            continue
        if project.cost <= left:
            winners.add(project.id)
            left -= project.cost
        elif isinstance(rule, GreedyNoSkip):
            break
    return winners

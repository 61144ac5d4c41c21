"""Reviewers say what interests they have before they give points."""

import pytest

from portal.accounts.roles import Role
from portal.lifecycle.errors import ReasonIsMissing, RoleIsMissing
from proposals.errors import HasAnInterest, InterestsAreNotDeclared, PointsAreGiven
from proposals.models import Scorecard
from proposals.selectors import scores_of
from proposals.services import Points, declare_interests, score_proposal
from proposals.states import Criterion, ProposalState
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.proposals import ProposalFactory, ScorecardFactory

pytestmark = pytest.mark.django_db
GOOD = Points(dict.fromkeys(Criterion, 4), "多くの人の役に立ち、費用も見合います。")


@pytest.fixture
def reviewer():
    return RoleGrantFactory(role=Role.REVIEWER).user


@pytest.fixture
def proposal():
    return ProposalFactory(state=ProposalState.IN_SCREENING)


def score(reviewer, proposal, points=GOOD):
    return score_proposal(actor=reviewer, proposal_id=proposal.pk, points=points)


def declare(reviewer, proposal, conflict=""):
    return declare_interests(
        actor=reviewer,
        proposal_id=proposal.pk,
        has_conflict=bool(conflict),
        conflict=conflict,
    )


def test_points_come_after_the_declaration(reviewer, proposal):
    with pytest.raises(InterestsAreNotDeclared):
        score(reviewer, proposal)
    declare(reviewer, proposal)

    assert set(score(reviewer, proposal).points.values()) == {4}


def test_who_has_an_interest_says_which_and_gives_no_points(reviewer, proposal):
    with pytest.raises(ReasonIsMissing):
        declare(reviewer, proposal, "はい")
    declare(reviewer, proposal, "提案した団体の役員をしています。")

    with pytest.raises(HasAnInterest):
        score(reviewer, proposal)


def test_points_go_when_an_interest_comes_up_and_stay_in_the_history(reviewer, proposal):
    declare(reviewer, proposal)
    score(reviewer, proposal)

    card = declare(reviewer, proposal, "家族が事業を受けることになりました。")

    assert card.scored_at is None
    assert set(card.points.values()) == {None}
    assert card.history.filter(effect=4).exists()


def test_an_author_gives_their_own_proposal_no_points(reviewer):
    own = ProposalFactory(author=reviewer)
    declare(reviewer, own)

    with pytest.raises(HasAnInterest):
        score(reviewer, own)


def test_after_the_answer_nothing_is_scored(reviewer):
    with pytest.raises(PointsAreGiven):
        declare(reviewer, ProposalFactory(state=ProposalState.COSTED))


def test_only_reviewers_score(proposal):
    with pytest.raises(RoleIsMissing):
        declare(UserFactory(), proposal)


def test_totals_are_worked_out_from_the_points():
    proposal = ProposalFactory()
    ScorecardFactory(proposal=proposal)
    alone = scores_of(Scorecard.objects.all())
    ScorecardFactory(proposal=proposal, public_benefit=1, feasibility=4, effect=2, cooperation=5)
    ScorecardFactory(proposal=proposal, has_conflict=True, scored_at=None)

    both = scores_of(Scorecard.objects.all())

    # Of one reviewer nothing is shown.
    assert alone.rows == []
    assert [(row.mean, row.median, row.least, row.most) for row in both.rows] == [
        (2.5, 2.5, 1, 4),
        (3.5, 3.5, 3, 4),
        (3.0, 3.0, 2, 4),
        (5.0, 5.0, 5, 5),
    ]
    assert (both.total, both.reviewers, both.conflicted) == (14.0, 2, 1)

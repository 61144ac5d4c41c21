"""A vote that was set up wrongly is withdrawn before it is frozen, and never afterwards."""

import pytest
from django.urls import reverse

from portal.lifecycle.errors import RoleIsMissing
from portal.lifecycle.models import Event
from proposals.states import ProposalState
from tests.factories.accounts import UserFactory
from tests.factories.held import Town
from tests.factories.proposals import ProposalFactory, ScreeningFactory
from tests.factories.voting import OptionFactory
from voting.errors import BoardRefuses, ElectionIsNot
from voting.models import Withdrawal
from voting.selectors.listable import listable_proposals
from voting.services.withdrawing import withdraw_election
from voting.states import ElectionKind, ElectionState

pytestmark = pytest.mark.django_db


def test_a_prepared_vote_is_withdrawn_with_its_reason_for_everyone(client):
    town = Town().hold()
    election, page = town.election, reverse("voting:withdraw", args=[town.election.pk])
    client.force_login(town.admin)
    assert "取りやめますか" in client.get(page).content.decode()
    assert client.post(page, {"reason": " "}).status_code == 422

    answer = client.post(page, {"reason": "予算額を間違えました。"}, follow=True)

    election.refresh_from_db()
    assert election.state == ElectionState.WITHDRAWN
    assert "予算額を間違えました。" in answer.content.decode()
    assert Event.objects.filter(kind="voting.option_withdrawn").count() == 3
    with pytest.raises(BoardRefuses):
        town.put(1, "keys-1.json", b"{}")
    assert client.post(page, {"reason": "もう一度"}).status_code == 422


def test_its_proposals_may_be_put_on_another_ballot():
    town = Town(options=0)
    cycle = town.election.cycle
    proposal = ProposalFactory(cycle=cycle, state=ProposalState.COSTED)
    ScreeningFactory(proposal=proposal)
    OptionFactory(election=town.election, proposal=proposal)
    assert not listable_proposals(cycle, ElectionKind.BUDGET).exists()

    withdraw_election(actor=town.admin, election=town.election, reason="間違えました")

    assert list(listable_proposals(cycle, ElectionKind.BUDGET)) == [proposal]


def test_what_is_frozen_takes_its_course_and_nobody_else_withdraws():
    town = Town().hold().list_voters()
    with pytest.raises(RoleIsMissing):
        withdraw_election(actor=UserFactory(), election=town.election, reason="x")
    town.freeze()
    with pytest.raises(ElectionIsNot):
        withdraw_election(actor=town.admin, election=town.election, reason="x")
    assert not Withdrawal.objects.exists()

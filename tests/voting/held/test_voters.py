"""The pages of voters as the server gives them. Their scripts: tests/e2e/test_casting.py."""

import pytest
from django.urls import reverse

from tests.factories.held import Town
from tests.factories.voting import ElectionFactory
from voting.selectors.pages import offline_pages

PAGES = ("voting:cast", "voting:practice", "voting:check")

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", PAGES)
def test_a_vote_that_is_not_held_here_has_no_pages_for_voters(client, name):
    assert client.get(reverse(name, args=[ElectionFactory().pk])).status_code == 404


def test_before_the_definition_is_frozen_the_pages_say_so_and_draw_nothing(client):
    town = Town().hold()
    for name in PAGES:
        page = client.get(reverse(name, args=[town.election.pk])).content.decode()
        assert "まだ準備中です" in page
        assert "data-base" not in page


def test_the_pages_name_the_vote_and_leave_the_rest_to_the_device(
    client, django_assert_max_num_queries
):
    town = Town().open()
    for name in PAGES:
        with django_assert_max_num_queries(8):
            answer = client.get(reverse(name, args=[town.election.pk]))
        assert town.held.fingerprint in answer.content.decode()
    assert offline_pages()["challenge"] in answer.content.decode()
    cast = client.get(reverse("voting:cast", args=[town.election.pk]))
    assert "no-store" in cast["Cache-Control"]

"""The files of a counted vote: who reads them counts the same input to the same result."""

import json
from contextlib import redirect_stdout
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from django.urls import reverse

from tests.factories.voting import counted_election, opened_election, weighted_election
from tests.voting.counting.elections import pb
from tests.voting.counting.vectors import BALLOTS, PROJECTS
from tests.voting.services.test_decisions import priorities
from voting.counting import any_rule_from_json, find, read_pabulib
from voting.counting.command import main
from voting.models import Election
from voting.selectors.published import ballot_files_of
from voting.selectors.recounting import Recounting
from voting.services import load_past_election

pytestmark = pytest.mark.django_db


def loaded(kind: str) -> Election:
    text = pb(
        meta={"vote_type": kind, "budget": "130", "rule": "equalshares/add1"},
        projects=PROJECTS,
        votes=BALLOTS[kind],
    )
    file = BytesIO(text.encode())
    return load_past_election(file=file, file_name="x.pb", cycle_name="むかし").election


MAKERS = {
    "ours, on a budget": lambda: counted_election({(0, 1): 4, (0,): 1, (2,): 2, (): 1}),
    "ours, on priorities": lambda: priorities(),
    **{
        f"loaded, {kind}": lambda kind=kind: loaded(kind)
        for kind in ("approval", "choose-1", "cumulative", "ordinal")
    },
}


def fetched(client, name, election):
    response = client.get(reverse(f"voting:{name}", args=[election.pk]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("made", MAKERS)
def test_the_published_files_lead_to_the_published_result(client, made):
    election = MAKERS[made]()

    instance = read_pabulib(StringIO(fetched(client, "ballot_file", election)))
    rule = any_rule_from_json(json.loads(fetched(client, "rule_json", election)))
    published = json.loads(fetched(client, "result_json", election))

    assert instance.fingerprint == published["input"] == election.result.input_sha256
    assert find(instance, rule).to_json() == published


@pytest.mark.parametrize("name", ["ballot_file", "rule_json", "result_json"])
def test_a_file_that_is_at_hand_is_not_sent_again(client, name):
    address = reverse(f"voting:{name}", args=[counted_election({(0,): 1}).pk])

    tag = client.get(address)["ETag"]

    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("name", ["ballot_file", "rule_json", "result_json"])
def test_before_the_count_nothing_is_published(client, name):
    election = opened_election({(0,): 1})
    assert client.get(reverse(f"voting:{name}", args=[election.pk])).status_code == 404


BODIES = {"citizens": {(0,): 30, (1,): 10}, "committee": {(1,): 3, (2,): 1}}


def test_the_files_of_several_electorates_lead_to_the_published_result(client, tmp_path):
    election = weighted_election(BODIES, {"citizens": 40, "committee": 60})
    files = ballot_files_of(election)
    for file in files:
        (tmp_path / file.file_name).write_bytes(client.get(file.address).content)
    (tmp_path / "rule.json").write_text(fetched(client, "rule_json", election))

    words = [
        word.replace("vote-", f"{tmp_path}/vote-") for word in (file.argument for file in files)
    ]
    said = StringIO()
    with redirect_stdout(said):
        assert main([*words, "--rule", f"{tmp_path}/rule.json", "--json"]) == 0

    assert json.loads(said.getvalue()) == election.result.outcome
    assert election.result.outcome["winners"] == ["2", "1"]
    page = fetched(client, "result", election)
    assert all(file.argument in page and file.label in page for file in files)
    address = reverse("voting:ballot_file", args=[election.pk])
    assert client.get(address).status_code == 404
    assert client.get(f"{address}?electorate=survey").status_code == 404


def test_a_single_electorate_keeps_its_name_in_the_command(client):
    election = weighted_election({"citizens": {(0,): 2}}, {"citizens": 100})
    (file,) = ballot_files_of(election)
    assert file.argument == f"citizens=vote-{election.pk}.pb"
    read = read_pabulib(BytesIO(client.get(file.address).content))
    named = replace(read, electorates=(replace(read.electorates[0], name=file.electorate),))
    assert named.fingerprint == election.result.input_sha256


@pytest.mark.parametrize("made", MAKERS)
def test_every_rule_that_is_offered_counts_these_ballots(made):
    election = MAKERS[made]()
    files = ballot_files_of(election)
    instance = read_pabulib(BytesIO(files[0].content()))

    for other in Recounting(election, [], files).other_rules:
        rule = any_rule_from_json(json.loads(other.document))
        assert find(instance, rule).input == election.result.input_sha256


def test_the_page_shows_the_hash_that_a_recount_is_held_against(client):
    election = counted_election({(0,): 1})
    page = fetched(client, "result", election)
    assert f'data-input="{election.result.input_sha256}"' in page

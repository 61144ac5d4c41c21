"""Registering online and handing a card in, in Chromium: no request ever bears the code."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.roles import Role
from tests.e2e.conftest import violations
from tests.e2e.people import sign_in
from tests.e2e.voters import register_online
from tests.factories.accounts import RoleGrantFactory
from tests.factories.roll import invented, listed, registering_vote
from voting.crypto.credentials import read_code, signing_key
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.models import HeldVote, OnlineRegistration
from voting.registrar.roll import read_roll
from voting.services.handing_over import HEADING, hand_over_roll, rows_for_registrar


def listening(context):
    """Everything that the pages of a context send: addresses, headers, bodies."""
    sent = []
    context.on("request", lambda r: sent.append(f"{r.url} {r.headers} {r.post_data or ''}"))
    return sent


def holds_code(sent, code):
    plain = re.sub("[^0-9A-Z]", "", " ".join(sent).upper())
    return read_code(code) in plain or any(code in part for part in sent)


@pytest.fixture
def vote(live_url, settings):
    settings.DEMO = True
    electorate, registrar = registering_vote()
    listed(invented(), electorate, voter_no="7")
    return electorate.election, registrar


@pytest.mark.parametrize("prefix", ["/en"])
def test_a_code_is_made_on_the_device_and_only_its_sealed_key_is_sent(vote, new_context, prefix):
    election, registrar = vote
    context = new_context(width=390, language="en")
    sent, page = listening(context), context.new_page()

    code = register_online(page, election, prefix)

    assert sent
    assert not holds_code(sent, code)
    assert {cookie["name"] for cookie in context.cookies()} <= {"csrftoken"}
    officer = RoleGrantFactory(role=Role.REGISTRAR, area=None).user
    HeldVote.objects.filter(pk=election.pk).update(registrar=officer)
    hand_over_roll(actor=officer, election=election, now=timezone.now() + timedelta(hours=2))
    file = "\n".join([",".join(HEADING), *(",".join(r) for r in rows_for_registrar(election))])
    [person] = read_roll(file.encode(), RISTRETTO255, registrar.open_registration)
    secret = signing_key(RISTRETTO255, read_code(code), registrar.election.encode())
    assert person.key == RISTRETTO255.multiply_generator(secret).hex()
    assert person.key not in OnlineRegistration.objects.get().sealed


def test_a_clerk_scans_a_card_and_only_its_public_key_is_sent(vote, new_context, live_url):
    election, registrar = vote
    clerk = RoleGrantFactory(role=Role.COUNTER_CLERK, area=None).user
    desk = election.desks.create(kind="counter", name_ja="区役所", name_en="Ward office")
    context = new_context()
    sign_in(context, clerk, live_url)
    sent, page = listening(context), context.new_page()
    page.goto(f"/votes/{election.pk}/counter/{desk.pk}/")
    assert violations(page) == []
    field = page.locator("#card-code")
    field.fill("7K3M-0000-0000-0000-0000-00")
    field.press("Enter")
    page.locator("[data-mistyped]").wait_for(state="visible")
    code = "EH29-Y7E9-Q4BE-ZWXN-3NXD-XH"
    field.fill(f"https://vote.example.lg.jp/b#{code}")
    with page.expect_request(re.compile("/card/")) as asked:
        field.press("Enter")

    secret = signing_key(RISTRETTO255, read_code(code), registrar.election.encode())
    key = RISTRETTO255.multiply_generator(secret).hex()
    assert f"credential={key}" in asked.value.post_data
    # The vote is not open yet, and the clerk is told so where they are.
    page.get_by_text("投票はまだ始まっていません").wait_for()
    assert not holds_code(sent, code)

"""Two whole votes in Chromium: registrar, trustees, voters, clerks, auditor, each with their own.

Three trustees hold the keys, two with the offline page and one with the command. Twelve vote by
postcard, three by an online proof of identity, one on paper.
"""

import re
from urllib.request import urlopen

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import expect

from portal.jobs.services import do_once
from portal.lifecycle.phases import Phase
from tests.e2e.conftest import told_in, violations
from tests.e2e.held_votes import (
    CARDS,
    PortalDesk,
    Registry,
    open_registration,
    signed_in,
    town_with_a_roll,
)
from tests.e2e.people import sign_in
from tests.e2e.test_verifying import GOOD
from tests.e2e.voters import Booth, register_online
from tests.factories.lifecycle import cycle_in
from tests.voting.held.test_whole_election import quick_seals
from voting.models import BallotGroup, LogEntry
from voting.services.clock import change_due_votes
from voting.services.log import sequence
from voting.states import ElectionKind, ElectionState
from voting.verify.__main__ import main as verify

__all__ = ["quick_seals"]
# A machine may be busy, and each voter loads the page anew.
PATIENCE = 60_000
PRIORITY = {"kind": ElectionKind.PRIORITY, "budget": None}
WINNERS = {"priority": ["2", "1", "3"], "budget": ["2", "1"]}


class Vote:
    """All parties of one vote, around one portal; residents read one language."""

    def __init__(self, town, tools, desks, new_context, live_url, language):
        self.town, self.tools, self.desks = town, tools, desks
        self.new_context, self.url, self.language = new_context, live_url, language
        self.prefix = "" if language == "ja" else "/en"

    def page_of(self, user=None, width=1280):
        context = self.new_context(language=self.language, width=width)
        context.set_default_timeout(PATIENCE)
        if user:
            sign_in(context, user, self.url)
        return context.new_page()

    def at(self, name, *args):
        with override(self.language):
            return reverse(f"voting:{name}", args=[self.town.election.pk, *args])


@pytest.mark.parametrize(("fields", "language"), [told_in("ja", PRIORITY), told_in("en", {})])
def test_a_vote_is_held_from_the_roll_to_the_verified_result(
    fields, language, browser, new_context, live_url, settings, tmp_path, capfd
):
    settings.DEMO = True
    if fields:
        fields = {**fields, "cycle": cycle_in(Phase.CHOOSE)}
    town = town_with_a_roll(**fields)
    seats = list(town.held.seats.select_related("person"))
    desks = [PortalDesk(browser, tmp_path, seats[0])]
    desks.append(PortalDesk(browser, tmp_path, seats[1], viewport={"width": 390, "height": 800}))
    tools = Registry(town, live_url.removeprefix("http://"), tmp_path, capfd)
    vote = Vote(town, tools, desks, new_context, live_url, language)

    register_and_list(vote)
    make_key(vote)
    freeze(vote)
    cast(vote)
    admit_to_paper(vote)
    town.close()
    bundle(vote)
    tally(vote)
    certify(vote)
    verify_by_page_and_command(vote)
    for desk in desks:
        assert desk.complaints == []
        assert set(desk.asked) <= {"file", "blob"}
        desk.context.close()


def register_and_list(vote):
    """Three register online; then the registrar makes codes for all others."""
    town = vote.town
    roll = open_registration(town, vote.tools.make_keys())
    page = vote.page_of(width=390)
    codes = [register_online(page, town.election, vote.prefix, name) for name in town.names]
    roll.registration_closes_at = timezone.now()
    roll.save()
    vote.tools.make_list()
    *cards, town.card = vote.tools.postcards()
    assert len(cards) == CARDS
    town.codes = [*cards, *codes]


def make_key(vote):
    one, two = vote.desks
    for desk in vote.desks:
        desk.make_keys()
    vote.tools.by(3, "new", "--number", 3)
    for desk in vote.desks:
        desk.look()
    heard = one.spoken()
    for desk, words in ((one, two.spoken()), (two, heard)):
        desk.compare(words)
        desk.lay_out()
    for _ in range(3):
        vote.tools.by(3, "step", "--heard", heard, expect=(0, 3))
        for desk in vote.desks:
            desk.look()


def freeze(vote):
    town, admin = vote.town, signed_in(vote.town.admin)
    done(admin.post(vote.at("define")))
    fingerprint, also = (desk.approve() for desk in vote.desks)
    assert fingerprint == also
    vote.tools.by(3, "approve", "--fingerprint", fingerprint[:8])
    assert fingerprint == town.held.fingerprint
    change_due_votes()
    page = vote.page_of()
    page.goto(vote.at("setup"))
    expect(page.get_by_text(fingerprint)).to_be_visible()
    assert violations(page) == []


def cast(vote):
    """Everyone votes; the second challenges first, the third and fourth change their ballots."""
    booth = Booth(vote.page_of(width=390), vote.town, language=vote.language)
    for voter in range(len(vote.town.codes)):
        booth.scan(voter)
        if voter == 1:
            challenge(booth)
        booth.pick(*((1, 2) if voter % 2 else (2,)))
        booth.commit()
        if voter == 0:
            assert violations(booth.page) == []
        booth.cast()
        booth.heading("投票しました")
    assert violations(booth.page) == []
    for voter in (2, 3):
        booth.scan(voter)
        booth.heading("このコードで投票されています")
        booth.button("票を変更する（あと20回できます）").click()
        booth.pick(1)
        booth.commit()
        booth.cast()
        booth.heading("票を変更しました")
    sequence(vote.town.vote)
    assert LogEntry.objects.count() == len(vote.town.codes) + 1 + 2
    for desk in vote.desks:
        desk.do("countersign", "is countersigned")


def challenge(booth):
    booth.pick(3)
    booth.commit()
    booth.button("投じずに、端末を確かめる").click()
    booth.heading("この票は投じられなくなりました")
    booth.button("投票に戻る").click()


def admit_to_paper(vote):
    """A card is handed in; a clerk's browser makes the key of it, the registrar excludes it."""
    page = vote.page_of(vote.town.clerks[0])
    page.goto(vote.at("counter"))
    page.locator("[name=name_ja]").fill("区役所")
    page.locator("[name=name_en]").fill("Ward office")
    page.locator("main form button[type=submit]").last.click()
    page.locator("#card-code").fill(f"https://vote.example.jp/b#{vote.town.card}")
    with page.expect_navigation():
        page.locator("#card-code").press("Enter")
    assert vote.town.election.paper_voters.count() == 1
    assert violations(page) == []
    vote.tools.exclude()


def done(answer):
    assert answer.status_code == 302, answer.content.decode()


def bundle(vote):
    """Two clerks type the one ballot, alike; the registrar signs the bundle."""
    town = vote.town
    clerks = [signed_in(person) for person in town.clerks]
    electorate = town.election.electorates.get().pk
    done(clerks[0].post(vote.at("batches"), {"size": 1, "electorate": electorate}))
    for clerk in clerks:
        assert clerk.get(vote.at("typing", 1)).status_code == 200
        done(clerk.post(vote.at("typing", 1), {"begin": "yes"}))
        done(clerk.post(vote.at("typing", 1), {"number": 1, "typed": "2"}))
        done(clerk.post(vote.at("finish_typing", 1)))
    vote.tools.bind()
    sequence(town.vote)
    done(signed_in(town.admin).post(vote.at("lay_out")))
    do_once()


def tally(vote):
    """All sign the closed log; a page and the command mix, the other page and the command open."""
    one, two = vote.desks
    for desk in vote.desks:
        desk.do("countersign", "is countersigned")
    vote.tools.by(3, "countersign")
    one.do("mix", "Mixed.")
    one.lay_out()
    do_once()
    vote.tools.by(3, "mix")
    do_once()
    two.do("open", "The list:")
    two.lay_out()
    vote.tools.by(3, "open")
    do_once()
    vote.town.election.refresh_from_db()
    assert vote.town.election.state == ElectionState.OPENED
    groups = {tuple(p for p, _ in g.content): g.count for g in BallotGroup.objects.all()}
    # Of 15 online, 7 named the first two, 8 the second; two changed to the first. One on paper.
    assert groups == {(0, 1): 6, (1,): 8, (0,): 2}


def certify(vote):
    """The auditor reads the paper again and certifies."""
    page = vote.page_of(vote.town.auditor)
    page.goto(vote.at("paper_audit"))
    page.locator("[name=typed]").fill("2")
    page.locator("[name=typed]").press("Enter")
    expect(page.locator("main form [name=typed]")).to_have_count(0)
    assert violations(page) == []
    page.goto(vote.at("certify"))
    assert violations(page) == []
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile("/result/"))
    vote.town.election.refresh_from_db()
    assert vote.town.election.state == ElectionState.CERTIFIED
    assert violations(page) == []


def verify_by_page_and_command(vote):
    page = vote.page_of()
    page.goto(vote.at("tally"))
    assert violations(page) == []
    page.locator("[data-verifier] button").first.click()
    expect(page.locator("[data-verifier] [role=status]")).to_contain_text(
        GOOD[vote.language], timeout=60_000
    )
    with urlopen(f"{vote.url}/boards/{vote.town.held.name}/record.tomoni") as answer:
        (vote.tools.folder / "record").write_bytes(answer.read())
    status, said = vote.tools.said(verify, vote.tools.folder / "record")
    assert status == 0, said
    winners = WINNERS[vote.town.election.kind]
    assert f"winners  {', '.join(winners)}" in said

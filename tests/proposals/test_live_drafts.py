"""Drafts on real sockets: people who write one text at once."""

import base64
import json
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.test import Client
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from portal.accounts.services.memberships import end_membership
from proposals import scribe
from proposals.models import DraftUpdate, SharedDraft
from proposals.services import edit_proposal, submit_proposal, unlist_co_author
from proposals.shared_text import SharedText
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals import DraftFactory, ProposalFactory
from tests.proposals.people import editor_of, joined, representative_of
from tests.proposals.services.test_deeds import text_of
from tests.servers import serving

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def host(transactional_db):
    with serving() as address:
        yield address


@contextmanager
def writing(host, user, draft, *, after=0):
    """A page of ours at the draft, which has everything up to `after`."""
    client = Client()
    client.force_login(user)
    with connect(
        f"ws://{host}/ws/drafts/{draft.pk}/?language=en&after={after}",
        origin=f"http://{host}",
        proxy=None,
        compression=None,
        max_size=None,
        additional_headers={"Cookie": f"sessionid={client.cookies['sessionid'].value}"},
    ) as socket:
        yield Page(socket)


class Page:
    """What our page does with its socket, in Python."""

    def __init__(self, socket):
        self.socket, self.text, self.marks, self.number = socket, SharedText(), 0, 0
        self.heard = []

    def next(self, timeout=10):
        told = json.loads(self.socket.recv(timeout=timeout))
        for message in told if isinstance(told, list) else [told]:
            if message["type"] == "step":
                updates = [base64.b64decode(data) for data in message["data"]]
                self.text = SharedText(self.text.state, updates)
                self.number = message["number"]
            self.heard.append(message)

    def until(self, condition):
        while not (found := next(filter(condition, self.heard), None)):
            self.next()
        return found

    def until_it_says(self, **texts):
        while any(self.text.texts[name] != text for name, text in texts.items()):
            self.next()

    def welcome(self):
        self.until(lambda m: m["type"] == "step")
        return self.until(lambda m: m["type"] == "welcome")

    def say(self, **command):
        self.socket.send(json.dumps(command))

    def write(self, **texts):
        """Type it, send it, and hear what became of it."""
        update = base64.b64encode(self.text.rewrite(texts)).decode()
        self.marks += 1
        parts = [update[at : at + 12_000] for at in range(0, len(update), 12_000)]
        for part in parts[:-1]:
            self.say(type="write", data=part, more=True, mark=self.marks)
        self.say(type="write", data=parts[-1], more=False, mark=self.marks)
        return self.until(lambda m: m.get("mark") == self.marks)

    def is_closed_with(self):
        try:
            while True:
                self.socket.recv(timeout=10)
        except ConnectionClosed as closed:
            return closed.rcvd.code


def test_what_one_writes_the_other_has_at_once_and_it_is_kept(host):
    draft = DraftFactory()
    colleague = editor_of(joined(draft).organisation)

    with writing(host, draft.author, draft) as one, writing(host, colleague, draft) as other:
        assert one.welcome()["may_write"] is other.welcome()["may_write"] is True
        assert one.write(aim="だれもが安心して歩けるまち")["type"] == "kept"
        other.until_it_says(aim="だれもが安心して歩けるまち")
        other.write(means="街灯を3本建てる。")
        one.until_it_says(means="街灯を3本建てる。")

    assert set(DraftUpdate.objects.values_list("author", flat=True)) == {
        draft.author.pk,
        colleague.pk,
    }


def test_what_was_written_far_from_the_network_meets_what_others_wrote(host):
    draft = DraftFactory(aim="夜も安心して歩けるまち")
    with writing(host, draft.author, draft) as before:
        before.welcome()
        away, number = before.text, before.number
    offline = SharedText(away.state)
    offline.rewrite({"aim": "朝も安心して歩けるまち"})
    edit_proposal(
        actor=draft.author,
        proposal_id=draft.pk,
        based_on=1,
        text=text_of(draft, aim="夜も安心して歩けるまちにする"),
    )

    with writing(host, draft.author, draft, after=number) as page:
        page.text = offline
        page.until_it_says(aim="朝も安心して歩けるまちにする")
        page.write(gap="差")
        page.say(
            type="write",
            data=base64.b64encode(offline.state).decode(),
            more=False,
            mark=99,
        )
        assert page.until(lambda m: m.get("mark") == 99)["type"] == "kept"

    shared = SharedDraft.objects.get()
    kept = SharedText(bytes(shared.state), [bytes(each.data) for each in shared.updates.all()])
    assert kept.texts["aim"] == "朝も安心して歩けるまちにする"


def test_a_long_text_is_sent_in_parts(host):
    draft = DraftFactory()
    with writing(host, draft.author, draft) as page:
        page.welcome()
        assert page.write(means="街灯" * 2_000)["type"] == "kept"


def test_a_draft_at_rest_becomes_a_revision(host, monkeypatch):
    monkeypatch.setattr(scribe, "SECONDS_OF_REST", 0.1)
    draft = DraftFactory()
    with writing(host, draft.author, draft) as page:
        page.welcome()
        page.write(aim="新しい姿")
        for _ in range(100):
            draft.refresh_from_db()
            if draft.revision == 2:
                break
            page.say(type="resume", after=page.number)
            page.next()
    assert (draft.revision, draft.aim) == (2, "新しい姿")


def test_a_reader_writes_nothing(host):
    draft = DraftFactory()
    listed = joined(draft)
    viewer = MembershipFactory(organisation=listed.organisation, role="viewer").user

    with writing(host, viewer, draft) as page:
        assert page.welcome()["may_write"] is False
        answer = page.write(aim="横から")

    assert answer["type"] == "refused"
    assert not DraftUpdate.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_a_stranger_is_not_admitted_to_a_draft(host, who):
    draft = DraftFactory()
    user = UserFactory()
    if who == "nobody":
        user.is_active = False
        user.save()

    with pytest.raises(InvalidStatus) as refusal, writing(host, user, draft):
        pass
    assert refusal.value.response.status_code == 403


def test_what_was_handed_in_is_not_written_live(host):
    handed_in = ProposalFactory()

    with pytest.raises(InvalidStatus), writing(host, handed_in.author, handed_in):
        pass


def test_names_are_said_by_the_server(host):
    draft = DraftFactory()
    listed = joined(draft)
    colleague = editor_of(listed.organisation)

    with writing(host, draft.author, draft) as one, writing(host, colleague, draft) as other:
        one.welcome()
        other.welcome()
        other.say(type="here", field="aim", anchor="AAA=", head="AAA=")
        here = one.until(lambda m: m["type"] == "here")
        other.say(type="here", field="aim", anchor="AAA=", head="AAA=", name="市長")
        other.until(lambda m: m["type"] == "malformed")

    assert (here["name"], here["organisation"]) == (
        colleague.display_name,
        listed.organisation.shown_name,
    )


def test_who_is_taken_off_the_list_is_let_go_at_once(host):
    draft = DraftFactory()
    listed = joined(draft)
    colleague = editor_of(listed.organisation)

    with writing(host, colleague, draft) as page:
        page.welcome()
        unlist_co_author(actor=draft.author, co_author_id=listed.pk)
        assert page.is_closed_with() == 1008


def test_whose_membership_has_ended_writes_no_more(host):
    draft = DraftFactory()
    listed = joined(draft)
    head = representative_of(listed.organisation)
    membership = MembershipFactory(organisation=listed.organisation, role="editor")

    with writing(host, membership.user, draft) as page:
        page.welcome()
        end_membership(membership=membership, actor=head)
        assert page.write(aim="もう一度")["type"] == "refused"


def test_once_it_is_handed_in_the_sockets_are_closed(host):
    draft = DraftFactory()

    with writing(host, draft.author, draft) as page:
        page.welcome()
        submit_proposal(actor=draft.author, proposal_id=draft.pk)
        assert page.is_closed_with() == 1008


@pytest.mark.parametrize(
    "command",
    [
        {"type": "here", "field": "price", "anchor": "", "head": ""},
        {"type": "here", "field": "aim", "anchor": "<script>", "head": ""},
        {"type": "write", "data": "?", "more": False, "mark": 1},
    ],
)
def test_what_our_page_does_not_say_is_answered_as_malformed(host, command):
    draft = DraftFactory()
    with writing(host, draft.author, draft) as page:
        page.welcome()
        page.say(**command)
        page.until(lambda m: m["type"] == "malformed")


def test_who_sends_too_much_is_let_go(host):
    draft = DraftFactory()
    with writing(host, draft.author, draft) as page:
        page.welcome()
        for _ in range(16):
            page.say(type="write", data="A" * 12_000, more=True, mark=1)
        assert page.is_closed_with() == 1009


def test_who_writes_too_fast_is_let_go(host):
    draft = DraftFactory()
    with writing(host, draft.author, draft) as page:
        page.welcome()
        for _ in range(600):
            page.say(type="here", field="", anchor="", head="")
        assert page.is_closed_with() == 1008


@pytest.mark.skipif(not settings.REDIS_URL, reason="the in-memory layer is of one process")
def test_writers_at_two_servers_converge(host):
    draft = DraftFactory(aim="")
    colleague = editor_of(joined(draft).organisation)

    with (
        serving() as other,
        writing(host, draft.author, draft) as here,
        writing(other, colleague, draft) as there,
    ):
        here.welcome()
        there.welcome()
        for place in range(10):
            here.write(aim=f"{here.text.texts['aim']}あ{place}")
            there.write(aim=f"い{place}{there.text.texts['aim']}")
        last = SharedDraft.objects.get().step
        for page in (here, there):
            while page.number < last:
                page.next()

        assert here.text.texts == there.text.texts
        assert len(here.text.texts["aim"]) == 40

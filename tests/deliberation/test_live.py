"""Readers on real sockets."""

import json
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from deliberation import broadcast
from deliberation.selectors.threads import MOST_CHANGES
from deliberation.services import edit_contribution, hide_contribution
from portal.accounts.roles import Role
from portal.live.limits import COMMANDS_AT_ONCE, MOST_BYTES
from portal.live.messages import Message
from portal.live.publishing import publish
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.deliberation import contribute, item_to_discuss
from tests.servers import serving

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def host(transactional_db):
    with serving() as address:
        yield address


@contextmanager
def reading(host, item_id, *, language="ja", after=0, **options):
    """A browser on the page of the item, which has everything up to `after`."""
    url = f"ws://{host}/ws/threads/{item_id}/?language={language}&after={after}"
    settings = {"origin": f"http://{host}", "proxy": None, "compression": None, "max_size": None}
    with connect(url, **{**settings, **options}) as socket:
        yield Reader(socket)


class Reader:
    def __init__(self, socket):
        self.socket = socket

    def next(self, timeout=10):
        """The next frame, as a list of messages."""
        told = json.loads(self.socket.recv(timeout=timeout))
        return told if isinstance(told, list) else [told]

    def until(self, number):
        """All messages up to a number."""
        messages = []
        while not messages or messages[-1]["number"] < number:
            messages += self.next()
        return messages

    def hears_nothing(self):
        with pytest.raises(TimeoutError):
            self.next(timeout=0.3)
        return True

    def is_closed_with(self):
        try:
            while True:
                self.socket.recv(timeout=10)
        except ConnectionClosed as closed:
            return closed.rcvd.code


def numbers(messages):
    return [message["number"] for message in messages]


def test_two_readers_see_what_is_said_each_in_their_language(host):
    item = item_to_discuss()

    with reading(host, item.pk) as yamada, reading(host, item.pk, language="en") as smith:
        said = contribute(item, "街灯を**3本**増やしてほしい。")
        [ja], [en] = yamada.next(), smith.next()

    for message in (ja, en):
        assert (message["type"], message["number"], message["sequence"]) == ("contribution", 1, 1)
        assert "<strong>3本</strong>" in message["html"]
        assert said.author.display_name in message["html"]
    assert "番の意見" in ja["html"]
    assert "番の意見" not in en["html"]


def test_what_was_missed_comes_once_and_in_order_and_then_what_is_new(host):
    item = item_to_discuss()
    for _ in range(5):
        contribute(item)

    with reading(host, item.pk, after=2) as reader:
        missed = reader.until(5)
        contribute(item)
        new = reader.next()

        assert numbers(missed) == [3, 4, 5]
        assert numbers(new) == [6]
        assert reader.hears_nothing()


def test_who_has_everything_hears_nothing_twice(host):
    item = item_to_discuss()
    contribute(item)

    with reading(host, item.pk, after=1) as reader:
        assert reader.hears_nothing()


def test_many_who_speak_at_once_are_heard_in_order_each_once(host):
    item, people = item_to_discuss(), [UserFactory() for _ in range(4)]

    def speak(person):
        for _ in range(5):
            contribute(item, actor=person)
        connection.close()

    with reading(host, item.pk) as early:
        speakers = [threading.Thread(target=speak, args=[person]) for person in people]
        for speaker in speakers:
            speaker.start()
        with reading(host, item.pk) as late:
            for speaker in speakers:
                speaker.join(timeout=60)
            heard = [early.until(20), late.until(20)]

    assert [numbers(messages) for messages in heard] == [list(range(1, 21))] * 2


def test_who_comes_and_goes_misses_nothing(host):
    # Of a new account so much would be too much.
    long_since = timezone.now() - timedelta(days=90)
    item, person = item_to_discuss(), UserFactory(date_joined=long_since)

    def speak():
        for _ in range(30):
            contribute(item, actor=person)
        connection.close()

    speaker = threading.Thread(target=speak)
    speaker.start()
    heard = []
    while not heard or heard[-1]["number"] < 30:
        with reading(host, item.pk, after=heard[-1]["number"] if heard else 0) as reader:
            heard += reader.next()
    speaker.join(timeout=60)

    assert numbers(heard) == list(range(1, 31))


def test_a_message_that_the_layer_lost_comes_with_the_next(host, monkeypatch):
    item = item_to_discuss()

    with reading(host, item.pk) as reader:
        contribute(item)
        assert numbers(reader.next()) == [1]
        with monkeypatch.context() as lossy:
            lossy.setattr(broadcast, "publish", lambda *_: None)
            contribute(item)
        contribute(item)

        assert numbers(reader.until(3)) == [2, 3]


def test_an_edit_is_seen_by_those_who_read(host):
    item = item_to_discuss()
    said = contribute(item, "まえ")

    with reading(host, item.pk, after=1) as reader:
        edit_contribution(contribution=said, actor=said.author, text="あと", language="ja")
        [message] = reader.next()

    assert (message["number"], message["sequence"]) == (2, 1)
    assert "あと" in message["html"]
    assert "まえ" not in message["html"]


@pytest.mark.parametrize("is_there", [True, False])
def test_what_is_hidden_goes_out_of_sight_of_those_who_read_and_those_who_come_back(host, is_there):
    item = item_to_discuss()
    said = contribute(item, "電話番号は000")
    moderator = RoleGrantFactory(role=Role.MODERATOR).user

    def hide():
        hide_contribution(contribution=said, actor=moderator, reason="個人の情報があるため")

    if not is_there:
        hide()
    with reading(host, item.pk, after=1) as reader:
        if is_there:
            hide()
        [message] = reader.next()

    assert "電話番号" not in message["html"]
    assert "個人の情報があるため" in message["html"]


def test_who_missed_too_much_is_told_to_load_the_page_anew(host, monkeypatch):
    monkeypatch.setattr("deliberation.selectors.threads.MOST_CHANGES", 3)
    item = item_to_discuss()
    for _ in range(4):
        contribute(item)

    with reading(host, item.pk) as reader:
        assert reader.next() == [{"type": "reload", "number": 4}]
        contribute(item)
        assert numbers(reader.next()) == [5]
    assert MOST_CHANGES == 200


def test_a_number_from_the_future_is_taken_back(host):
    item = item_to_discuss()
    contribute(item)

    with reading(host, item.pk, after=999) as reader:
        contribute(item)
        assert numbers(reader.next()) == [2]


def test_a_browser_that_woke_up_asks_for_what_it_missed(host):
    item = item_to_discuss()
    contribute(item)

    with reading(host, item.pk, after=1) as reader:
        reader.socket.send('{"type": "resume", "after": 0}')
        assert numbers(reader.next()) == [1]
        reader.socket.send('{"type": "resume", "after": 1}')
        assert reader.next() == []


def test_the_thread_of_an_item_withdrawn_is_closed_at_the_next_command(host):
    item = item_to_discuss()

    with reading(host, item.pk) as reader:
        item.is_public = False
        item.save(update_fields=["is_public"])
        reader.socket.send('{"type": "resume", "after": 0}')
        assert reader.is_closed_with() == 1008


ORIGINS = {
    "of another site": "https://evil.example",
    "of another port": "http://127.0.0.1:1",
    "of a look-alike": "http://127.0.0.1.evil.example",
    "without a host": "null",
    "missing": None,
}


@pytest.mark.parametrize("origin", ORIGINS.values(), ids=ORIGINS)
def test_a_page_that_is_not_ours_opens_no_socket(host, origin):
    item = item_to_discuss()

    with pytest.raises(InvalidStatus, match="403"), reading(host, item.pk, origin=origin):
        pass


def test_a_host_that_is_not_ours_opens_no_socket(host):
    item = item_to_discuss()
    elsewhere = {"origin": "http://evil.example", "additional_headers": {"Host": "evil.example"}}

    with pytest.raises(InvalidStatus), reading(host, item.pk, **elsewhere):
        pass


def test_a_draft_has_no_readers(host):
    item = item_to_discuss(is_public=False)

    with pytest.raises(InvalidStatus, match="403"), reading(host, item.pk):
        pass


@pytest.mark.parametrize(
    "place",
    ["0/", "999999999999999999/", "1/?after=-1", "1/?after=x", "1/?language=xx", "1/?after=1" * 40],
)
def test_what_does_not_exist_is_not_read(host, place):
    item_to_discuss()

    url = f"ws://{host}/ws/threads/{place}"
    with pytest.raises(InvalidStatus, match="403"), connect(url, origin=f"http://{host}"):
        pass


def test_no_other_address_takes_sockets(host):
    with (
        pytest.raises(InvalidStatus, match="403"),
        connect(f"ws://{host}/ws/nothing/", origin=f"http://{host}"),
    ):
        pass


def test_a_message_that_is_too_big_closes_the_socket(host):
    with reading(host, item_to_discuss().pk) as reader:
        reader.socket.send("x" * (MOST_BYTES + 1))
        assert reader.is_closed_with() == 1009


def test_bytes_close_the_socket(host):
    with reading(host, item_to_discuss().pk) as reader:
        reader.socket.send(b"\x00\x01")
        assert reader.is_closed_with() == 1003


def test_a_flood_of_commands_closes_the_socket(host):
    with reading(host, item_to_discuss().pk) as reader:
        for _ in range(COMMANDS_AT_ONCE + 10):
            reader.socket.send('{"type": "resume", "after": 0}')
        assert reader.is_closed_with() == 1008


def test_nonsense_is_answered_and_carries_nothing_out(host):
    item = item_to_discuss()

    with reading(host, item.pk) as reader:
        reader.socket.send('{"type": "post", "text": "hello"}')
        assert reader.next() == [{"type": "malformed"}]
        contribute(item)
        assert numbers(reader.next()) == [1]


@pytest.mark.skipif(not settings.REDIS_URL, reason="the in-memory layer is of one process")
def test_readers_of_two_processes_hear_the_same(host):
    item = item_to_discuss()

    with serving() as other, reading(host, item.pk) as here, reading(other, item.pk) as there:
        contribute(item)
        contribute(item)

        assert numbers(here.until(2)) == numbers(there.until(2)) == [1, 2]


def test_a_reader_who_does_not_read_is_let_go_and_holds_nobody_up(host):
    item = item_to_discuss()
    # More than the buffers between us hold, in messages as large as a browser may be sent.
    texts = [json.dumps({"number": n, "text": "x" * 300_000}) for n in range(1, 121)]

    with reading(host, item.pk, max_queue=1) as slow, reading(host, item.pk) as quick:
        for number, text in enumerate(texts, 1):
            publish(f"thread.{item.pk}.ja", Message(number, text))
            assert numbers(quick.next()) == [number]

        assert slow.is_closed_with() == 1013

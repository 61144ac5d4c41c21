"""The hub with a stream of its own: order, gaps, rooms, slow readers."""

import asyncio

import pytest
import pytest_asyncio
from channels.layers import channel_layers, get_channel_layer

from portal.live import hub as hub_module
from portal.live.hub import Hub, Room
from portal.live.messages import Message, Missed, StreamIsClosed
from portal.live.outbox import MOST_WAITING, TRY_AGAIN_LATER, Outbox

pytestmark = pytest.mark.asyncio


class Numbers:
    """A stream of numbers; its list is its database."""

    def __init__(self, last=0, group="numbers"):
        self.group, self.last, self.asked, self.is_closed = group, last, [], False
        self.pause = 0.0

    async def since(self, number):
        self.asked.append(number)
        # What is there when it is asked; the answer may take its time.
        last = self.last
        await asyncio.sleep(self.pause)
        if self.is_closed:
            raise StreamIsClosed
        return Missed(tuple(message(n) for n in range(number + 1, last + 1)), max(last, 0))


def message(number):
    return Message(number, str(number))


@pytest_asyncio.fixture
async def hub():
    channel_layers.backends.clear()
    made = Hub()
    yield made
    for task in made._tasks:
        task.cancel()
    await asyncio.gather(*made._tasks, return_exceptions=True)
    await get_channel_layer().flush()
    channel_layers.backends.clear()


async def heard(outbox, count):
    """The next numbers that the reader is sent, however they are packed."""
    numbers = []
    while len(numbers) < count:
        text = await asyncio.wait_for(outbox.next(), 5)
        numbers += [int(part) for part in text.strip("[]").split(",")]
    return numbers


async def send(number, group="numbers"):
    sent = {"type": "live.message", "group": group, "number": number, "text": str(number)}
    await get_channel_layer().group_send(group, sent)


async def test_who_joins_is_sent_what_they_miss_and_then_what_comes(hub):
    stream, outbox = Numbers(last=3), Outbox(1)

    await hub.join(stream, outbox)
    stream.last = 4
    await send(4)

    assert await heard(outbox, 3) == [2, 3, 4]
    assert stream.asked == [1]


async def test_what_comes_while_one_joins_is_not_missed(hub):
    stream, first, second = Numbers(last=3), Outbox(3), Outbox(0)
    await hub.join(stream, first)
    stream.pause = 0.2
    joining = asyncio.create_task(hub.join(stream, second))
    await asyncio.sleep(0.05)

    # It was read already when 4 was made, and has not joined yet when 4 is told.
    stream.last = 4
    await send(4)
    await joining

    assert await heard(first, 1) == [4]
    assert await heard(second, 4) == [1, 2, 3, 4]


async def test_a_gap_is_asked_for_once_for_all_readers(hub):
    stream, readers = Numbers(), [Outbox() for _ in range(5)]
    for reader in readers:
        await hub.join(stream, reader)
    stream.asked.clear()

    stream.last = 3
    await send(3)

    for reader in readers:
        assert await heard(reader, 3) == [1, 2, 3]
    assert stream.asked == [0]


async def test_messages_that_overtake_each_other_are_sent_in_order_once(hub):
    stream, outbox = Numbers(), Outbox()
    await hub.join(stream, outbox)

    stream.last = 3
    for number in (2, 1, 3, 3):
        await send(number)
    stream.last = 4
    await send(4)

    assert await heard(outbox, 4) == [1, 2, 3, 4]


async def test_a_room_looks_now_and_then_though_it_heard_nothing(hub, monkeypatch):
    monkeypatch.setattr(hub_module, "SECONDS_BETWEEN_LOOKS", 0.05)
    stream, outbox = Numbers(), Outbox()
    await hub.join(stream, outbox)

    stream.last = 2

    assert await heard(outbox, 2) == [1, 2]


async def test_a_stream_that_fails_for_a_moment_is_asked_again(hub, monkeypatch, caplog):
    monkeypatch.setattr(hub_module, "SECONDS_AFTER_FAILURE", 0.01)
    stream, outbox = Numbers(), Outbox()
    await hub.join(stream, outbox)
    whole = stream.since

    async def fail(number):
        raise ConnectionError

    stream.since, stream.last = fail, 2
    await send(2)
    await asyncio.sleep(0.1)
    assert "could not hand a message on" in caplog.text
    stream.since, stream.last = whole, 3
    await send(3)

    assert await heard(outbox, 3) == [1, 2, 3]


async def test_the_readers_of_a_stream_that_closes_are_let_go(hub):
    stream, outbox = Numbers(), Outbox()
    await hub.join(stream, outbox)

    stream.is_closed = True
    await send(2)

    assert await asyncio.wait_for(outbox.next(), 5) == 1008


async def test_who_may_not_read_takes_no_room(hub):
    stream = Numbers()
    stream.is_closed = True

    with pytest.raises(StreamIsClosed):
        await hub.join(stream, Outbox())

    assert hub._rooms == {}


async def test_the_last_who_leaves_closes_the_room_and_its_group(hub):
    stream, first, second = Numbers(), Outbox(), Outbox()
    await hub.join(stream, first)
    await hub.join(stream, second)
    assert hub.readers_of("numbers") == 2

    await hub.leave(stream, first)
    assert hub.readers_of("numbers") == 1
    await hub.leave(stream, second)
    await hub.leave(stream, second)

    assert hub.readers_of("numbers") == 0
    assert hub._rooms == {}


async def test_coming_and_going_at_once_leaves_the_room_whole(hub):
    stream = Numbers(last=1)

    async def visit():
        outbox = Outbox()
        await hub.join(stream, outbox)
        await hub.leave(stream, outbox)

    stays = Outbox(1)
    await asyncio.gather(hub.join(stream, stays), *(visit() for _ in range(50)))
    stream.last = 2
    await send(2)

    assert await heard(stays, 1) == [2]


async def test_two_streams_do_not_hear_each_other(hub):
    here, there = Numbers(group="here"), Numbers(group="there")
    one, other = Outbox(), Outbox()
    await hub.join(here, one)
    await hub.join(there, other)

    here.last = 1
    await send(1, "here")

    assert await heard(one, 1) == [1]
    assert other.position == 0


async def test_a_reader_who_is_slow_is_let_go_and_holds_nobody_up():
    room, slow, quick = Room(Numbers()), Outbox(), Outbox()
    room.position, room.readers = 0, {slow, quick}

    received = []
    for number in range(1, MOST_WAITING + 2):
        await room.hear(message(number))
        received.append(await quick.next())

    assert received == [str(n) for n in range(1, MOST_WAITING + 2)]
    # Nothing of what waited is sent: the reader comes back and catches up from the database.
    assert await slow.next() == TRY_AGAIN_LATER
    await room.hear(message(MOST_WAITING + 2))
    assert slow._waiting.empty()


async def test_what_was_missed_is_sent_as_one_however_much_it_is():
    outbox = Outbox()

    outbox.catch_up(Missed(tuple(message(n) for n in range(1, 4 * MOST_WAITING)), 4 * MOST_WAITING))

    assert (await outbox.next()).startswith("[1,2,3,")
    assert outbox.position == 4 * MOST_WAITING


async def test_what_matters_only_now_is_handed_to_who_is_there_and_moves_no_position(hub):
    stream, outbox = Numbers(3), Outbox(3)
    await hub.join(stream, outbox)
    said = {"type": "live.message", "group": "numbers", "number": Message.AT_ONCE, "text": "77"}

    await get_channel_layer().group_send("numbers", said)
    await send(4)

    assert await heard(outbox, 2) == [77, 4]
    assert outbox.position == 4

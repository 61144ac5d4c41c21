"""The socket of a discussion."""

from deliberation.broadcast import ThreadStream
from portal.live.consumers import StreamConsumer


class ThreadConsumer(StreamConsumer):
    """A reader of one thread. What they say comes by the form, which works without a socket."""

    def stream_for(self, language: str) -> ThreadStream:
        return ThreadStream(int(self.scope["url_route"]["kwargs"]["item_id"]), language)

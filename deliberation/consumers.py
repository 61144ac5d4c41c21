"""The socket of a discussion."""

from deliberation.broadcast import ThreadStream
from deliberation.parts import MapStream
from portal.live.consumers import StreamConsumer


class ThreadConsumer(StreamConsumer):
    """A reader of one thread. What they say comes by the form, which works without a socket."""

    def stream_for(self, language: str) -> ThreadStream:
        return ThreadStream(int(self.scope["url_route"]["kwargs"]["item_id"]), language)


class MapConsumer(StreamConsumer):
    """Who looks at an opinion map sees what is found anew. Answers come by the form."""

    def stream_for(self, language: str) -> MapStream:
        return MapStream(int(self.scope["url_route"]["kwargs"]["item_id"]), language)

"""The socket of a session's room."""

from portal.live.consumers import StreamConsumer
from reviews.broadcast import RoomStream


class RoomConsumer(StreamConsumer):
    """Somebody who follows a session, in the room or at home. What they say comes by forms."""

    def stream_for(self, language: str) -> RoomStream:
        return RoomStream(int(self.scope["url_route"]["kwargs"]["session_id"]), language)

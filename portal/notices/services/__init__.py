"""Deeds of notices: following, telling, delivering, reading."""

from portal.notices.services.delivery import deliver_events
from portal.notices.services.following import follow, unfollow
from portal.notices.services.reading import read_notices
from portal.notices.services.telling import tell, tell_first

__all__ = ["deliver_events", "follow", "read_notices", "tell", "tell_first", "unfollow"]

"""Pages of notices: the inbox, hearing by mail, feeds."""

"""Reading projects, indicators and sessions."""

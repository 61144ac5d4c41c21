"""Pages of projects, indicators and review sessions: for everyone to read, for some to act."""

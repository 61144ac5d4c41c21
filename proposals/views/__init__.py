"""Pages of reports and proposals."""

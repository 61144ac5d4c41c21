"""Pages and files of open data."""

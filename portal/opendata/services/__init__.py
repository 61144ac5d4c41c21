"""Deeds of open data: the nightly copy, the showcase, keys of programs."""

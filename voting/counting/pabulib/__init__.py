"""Ballot files of the participatory budgeting library (pabulib.org/format), both ways."""

from voting.counting.pabulib.reader import read_pabulib
from voting.counting.pabulib.writer import write_pabulib

__all__ = ["read_pabulib", "write_pabulib"]

"""A whole vote with invented people and real cryptography, flagged as a rehearsal.

`python -m voting.rehearse --help`. Keys and randomness come from a seed, and the people's keys
are dealt to them without codes: nothing here serves a real vote.
"""

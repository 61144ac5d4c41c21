"""The trustees' tool: make a vote's key together, approve, countersign, mix and open.

`python -m voting.trustee --help`. `command` knows files and terminal; all else is pure.
"""

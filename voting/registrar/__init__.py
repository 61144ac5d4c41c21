"""The registrar's tool: codes, postcards, the public list, revocations, turnout.

`python -m voting.registrar --help`. It alone can relate people to credentials; the codes stand on
the postcards and nowhere else.
"""

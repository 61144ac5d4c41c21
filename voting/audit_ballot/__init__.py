"""The check of a challenged ballot, without a network: `python -m voting.audit_ballot --help`."""

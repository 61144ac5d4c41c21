"""A vote that is open, and its ballots ready to be cast.

python -m benchmarks.in_django benchmarks.open_vote open VOTERS FILE
python -m benchmarks.in_django benchmarks.open_vote count FINGERPRINT

The first fills the (new) database that the settings name and writes the ballots: tracker and
entry of one for each voter. The second puts what was promised into the log and counts it.
"""

import json
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction

from portal.registers.services import load_registers
from tests.factories.held import DRAW, Town
from voting.crypto.ballots import sign_ballot
from voting.crypto.entries import entry_bytes
from voting.selectors.frozen import frozen_vote
from voting.services.log import sequence

OPTIONS = 60


def open_vote(voters: int, path: Path) -> dict[str, str]:
    call_command("migrate", verbosity=0)
    load_registers()
    town: Any = Town(voters=voters, options=OPTIONS)  # type: ignore[no-untyped-call]
    town.open()
    definition, ballots = town.definition, []
    for place in range(voters):
        device = town.device(place)
        unsigned = device.encrypt((place % OPTIONS,))
        ballot = sign_ballot(definition.group, unsigned, device.key, DRAW)
        tracker = unsigned.tracker(definition.group).hex()
        ballots.append({"tracker": tracker, "entry": entry_bytes(definition, ballot).hex()})
    path.write_text(json.dumps(ballots))
    return {"fingerprint": town.held.fingerprint}


def count(fingerprint: str) -> dict[str, int]:
    vote = frozen_vote(fingerprint)
    assert vote
    with transaction.atomic():
        return {"entries": sequence(vote)}


def main(deed: str, *words: str) -> None:
    if deed == "open":
        voters, path = words
        print(json.dumps(open_vote(int(voters), Path(path))))
    else:
        print(json.dumps(count(*words)))

"""The groups that a definition may name; no other parameters are ever accepted."""

from typing import Final

from voting.crypto.groups.base import Group
from voting.crypto.groups.modular import MODP_2048, TOY
from voting.crypto.groups.ristretto import RISTRETTO255

GROUPS: Final[dict[str, Group]] = {group.name: group for group in (RISTRETTO255, MODP_2048, TOY)}
# A rehearsal may use the toy group, a vote never.
VOTING_GROUPS: Final = frozenset({RISTRETTO255.name, MODP_2048.name})

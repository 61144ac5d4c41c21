"""The codes of the demo's open vote. Everyone may know them: its definition says a rehearsal.

They are drawn from a seed that stands here, so they lie in no table and no file.
"""

from voting.crypto.credentials import draw_code, read_code, signing_key
from voting.crypto.draw import SeededDraw
from voting.crypto.groups.base import Scalar
from voting.crypto.groups.named import GROUPS

GROUP = GROUPS["ristretto255"]


COUNT = 12


def demo_codes(vote: str, count: int) -> list[str]:
    """As they would stand on postcards."""
    draw = SeededDraw(f"the demo's codes for {vote}".encode())
    return [draw_code(draw) for _ in range(count)]


def key_of(code: str, vote: str) -> Scalar:
    return signing_key(GROUP, read_code(code), vote.encode())

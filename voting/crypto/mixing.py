"""The mixes of an election's lists and the opening of the last one, each bound to its place.

A list with ballots is mixed k times, by k different trustees, each mixing what the one before
gave. What the last mix gave is opened by t trustees or more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from voting.crypto.definition import Definition
from voting.crypto.draw import Draw
from voting.crypto.elgamal import Row, row_bytes
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Scalar
from voting.crypto.jobs import Map
from voting.crypto.opening import PartialOpening, check_opening, open_partially
from voting.crypto.shuffle import ShuffleProof, Statement, shuffle
from voting.crypto.shuffle_check import check_shuffle
from voting.crypto.signatures import Signature, check_signature, sign
from voting.crypto.threshold import Parties
from voting.crypto.transcript import digest, number


@dataclass(frozen=True, slots=True)
class Place:
    """Mix `number` (from 1) of the list of an electorate, by a trustee (from 1)."""

    electorate: int
    number: int
    mixer: int

    def context(self, definition: Definition) -> tuple[bytes, ...]:
        numbers = (self.electorate, self.number, self.mixer)
        return (definition.fingerprint, *map(number, numbers))


@dataclass(frozen=True, slots=True)
class Mix:
    """`signature`: of the mixer, over its place and what it gave."""

    place: Place
    after: Sequence[Row]
    proof: ShuffleProof
    signature: Signature


def mix_list(
    definition: Definition,
    place: Place,
    before: Sequence[Row],
    key: Scalar,
    draw: Draw,
    map_jobs: Map = map,
) -> Mix:
    """Mix a list as the trustee whose signing key is given."""
    group, context = definition.group, place.context(definition)
    after, proof = shuffle(group, context, definition.trustees.key, before, draw, map_jobs)
    signature = sign(group, "mix", _signed(definition, place, after), key, draw)
    return Mix(place, after, proof, signature)


def check_mix(definition: Definition, before: Sequence[Row], mix: Mix, map_jobs: Map = map) -> None:
    """Check one mix: who made it, and that it is a shuffle of what came before.

    Raises:
        CheckFailed: `mixers`, `signature`, `mix-shape`, `mix-proof` or `scalar`.
    """
    place, keys = mix.place, definition.trustees.signing_keys
    if not 1 <= place.mixer <= len(keys):
        raise CheckFailed(Check.MIXERS, f"there is no trustee {place.mixer}")
    message = _signed(definition, place, mix.after)
    check_signature(definition.group, "mix", message, keys[place.mixer - 1], mix.signature)
    context, key = place.context(definition), definition.trustees.key
    about = Statement(definition.group, context, key, before, mix.after)
    check_shuffle(about, mix.proof, map_jobs)


def check_places(definition: Definition, electorate: int, places: Sequence[Place]) -> None:
    """Check that a list was mixed k times, in order, by different trustees.

    Raises:
        CheckFailed: `mixers`.
    """
    mixers = [place.mixer for place in places]
    expected = [Place(electorate, turn, mixer) for turn, mixer in enumerate(mixers, start=1)]
    if len(set(mixers)) != definition.mixes or list(places) != expected:
        raise CheckFailed(Check.MIXERS, f"list {electorate} needs {definition.mixes} mixers")


def parties_to_opening(definition: Definition) -> Parties:
    trustees = definition.trustees
    return Parties(definition.fingerprint, trustees.t, len(trustees.signing_keys))


def open_list(
    definition: Definition,
    electorate: int,
    j: int,
    share: Scalar,
    rows: Sequence[Row],
    draw: Draw,
    map_jobs: Map = map,
) -> PartialOpening:
    """What trustee j gives to the opening of a mixed list; see `open_partially` on its duties."""
    context = _opening_context(definition, electorate)
    return open_partially(definition.group, context, j, share, rows, draw, map_jobs)


def check_list_opening(
    definition: Definition,
    electorate: int,
    rows: Sequence[Row],
    opening: PartialOpening,
    map_jobs: Map = map,
) -> None:
    """Check what one trustee gave to the opening of a list.

    Raises:
        CheckFailed: `trustees` for a number that is none's, and what `check_opening` raises.
    """
    keys = definition.trustees.verification_keys
    if not 1 <= opening.j <= len(keys):
        raise CheckFailed(Check.TRUSTEES, f"there is no trustee {opening.j}")
    context, key = _opening_context(definition, electorate), keys[opening.j - 1]
    check_opening(definition.group, context, key, rows, opening, map_jobs)


def _opening_context(definition: Definition, electorate: int) -> tuple[bytes, ...]:
    return (definition.fingerprint, number(electorate))


def _signed(definition: Definition, place: Place, after: Sequence[Row]) -> bytes:
    return digest("mixed", *place.context(definition), number(len(after)), row_bytes(after))

"""From opened rows to choices: what was voted, in one order, and what is not counted and why.

Choices are grouped and sorted, so that neither the order of the mix nor that of casting shows.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from voting.crypto.canonical import Value
from voting.crypto.errors import Check, CheckFailed
from voting.crypto.groups.base import Element, Group
from voting.crypto.limits import BallotForm
from voting.crypto.packing import Choice


@dataclass(frozen=True, slots=True)
class Opened:
    """The valid choices with the number of their ballots; the invalid ones by failed check.

    An invalid ballot is not shown further: its content could be a mark.
    """

    choices: tuple[tuple[Choice, int], ...]
    invalid: tuple[tuple[Check, int], ...]

    def to_value(self) -> Value:
        return {
            "choices": [[list(choice), count] for choice, count in self.choices],
            "invalid": [[check.value, count] for check, count in self.invalid],
        }


def decode(group: Group, form: BallotForm, rows: Iterable[Sequence[Element]]) -> Opened:
    """Decode the opened rows of one list, whatever is in them."""

    def choice_of(row: Sequence[Element]) -> Choice:
        return form.packing.unpack([group.extract(element) for element in row])

    return _sorted_out(form, (partial(choice_of, row) for row in rows))


def joined(parts: Iterable[Opened]) -> Opened:
    """The parts of one list as one."""
    choices: Counter[Choice] = Counter()
    invalid: Counter[Check] = Counter()
    for part in parts:
        choices.update(dict(part.choices))
        invalid.update(dict(part.invalid))
    return Opened(tuple(sorted(choices.items())), tuple(sorted(invalid.items())))


def on_paper(form: BallotForm, typed: Iterable[Choice]) -> Opened:
    """Typed ballots, checked like opened ones; they are shown only joined with those."""

    def checked(choice: Choice) -> Choice:
        form.packing.pack(choice, 1)
        return choice

    return _sorted_out(form, (partial(checked, choice) for choice in typed))


def _sorted_out(form: BallotForm, ballots: Iterable[Callable[[], Choice]]) -> Opened:
    choices: Counter[Choice] = Counter()
    invalid: Counter[Check] = Counter()
    for ballot in ballots:
        try:
            choice = ballot()
            form.check(choice)
        except CheckFailed as failure:
            invalid[failure.check] += 1
        else:
            choices[choice] += 1
    return Opened(tuple(sorted(choices.items())), tuple(sorted(invalid.items())))

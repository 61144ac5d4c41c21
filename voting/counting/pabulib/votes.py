"""The VOTES section: each distinct vote is read once, every further one is only counted."""

from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter

import numpy as np

from voting.counting.ballots import Ballots, VoteType, ballots_of_rows
from voting.counting.election import VoterRows
from voting.counting.errors import BrokenPabulibFile
from voting.counting.numbers import common_denominator, exact_text, parse_decimal
from voting.counting.pabulib.text import Rows

MOST_POINTS = 10**6
FINEST_POINTS = 10**6
"""More points, or a finer fraction than 1 / 10**6, are refused: so the sums over a million voters
stay within 64 bits."""

_Numbers = tuple[int, ...]


def is_countable(points: Fraction) -> bool:
    return abs(points) <= MOST_POINTS and FINEST_POINTS % points.denominator == 0


@dataclass(frozen=True, slots=True)
class BallotForm:
    """What META says that a ballot may hold. None where META sets no limit."""

    vote_type: VoteType
    longest: int
    """The length that Borda points count down from: max_length, else the number of projects."""
    fewest_picks: int | None = None
    most_picks: int | None = None
    least_points: Fraction | None = None
    most_points: Fraction | None = None
    unnamed_points: Fraction = Fraction(0)

    @property
    def columns(self) -> tuple[str, ...]:
        return ("vote", "points") if self.vote_type.has_points else ("vote",)


class BallotBox:
    """Takes votes as text, and knows which are the same. Its errors name the row read last."""

    def __init__(self, form: BallotForm, index: dict[str, int], rows: Rows) -> None:
        self._form = form
        self._in_order = form.vote_type is VoteType.ORDINAL
        self._index = index
        self._rows = rows
        self._groups: dict[_Numbers, int] = {}
        self._amounts: dict[Fraction, int] = {}
        self._amount_of_text: dict[str, int] = {}

    def group_of(self, text: str | tuple[str, str]) -> int:
        """The number of this vote's group, which is opened for a vote not seen before.

        `text`: the cell `vote` or, where voters write points, the cells `vote` and `points`.
        """
        if isinstance(text, str):
            picks = self._picks(text)
            if not self._in_order:
                picks.sort()
        else:
            picks = self._picks(text[0])
            pairs = sorted(zip(picks, self._points(text[1], len(picks)), strict=True))
            picks = [number for pair in pairs for number in pair]
        return self._groups.setdefault(tuple(picks), len(self._groups))

    def _picks(self, vote: str) -> list[int]:
        picks: list[int] = []
        index = self._index
        for name in vote.split(",") if vote else ():
            pick = index.get(name, -1)
            if pick < 0:
                pick = index.get(name.strip(), -1)
            if pick < 0:
                raise self._rows.refuse("unknown_project", project=name.strip())
            if pick in picks:
                raise self._rows.refuse("duplicate_pick", project=name.strip())
            picks.append(pick)
        most, fewest = self._form.most_picks, self._form.fewest_picks
        if most is not None and len(picks) > most:
            raise self._rows.refuse("too_many_picks", found=len(picks), limit=most)
        if fewest is not None and len(picks) < fewest:
            raise self._rows.refuse("too_few_picks", found=len(picks), limit=fewest)
        return picks

    def _points(self, text: str, expected: int) -> list[int]:
        """For each pick, the number of its amount of points in `_amounts`."""
        points = [self._amount(part.strip()) for part in text.split(",")] if text else []
        if len(points) != expected:
            raise self._rows.refuse("points_do_not_match", picks=expected, points=len(points))
        return points

    def _amount(self, text: str) -> int:
        known = self._amount_of_text.get(text)
        if known is not None:
            return known
        try:
            amount = parse_decimal(text)
        except ValueError as error:
            raise self._rows.refuse("bad_number", column="points", value=text) from error
        least, most = self._form.least_points, self._form.most_points
        if (
            not is_countable(amount)
            or (least is not None and amount < least)
            or (most is not None and amount > most)
        ):
            raise self._rows.refuse("points_out_of_range", value=exact_text(amount))
        number = self._amounts.setdefault(amount, len(self._amounts))
        self._amount_of_text[text] = number
        return number

    def ballots(self, counts: list[int]) -> Ballots:
        """All votes, grouped; `counts` is the number of voters of each group."""
        unit = common_denominator([self._form.unnamed_points, *self._amounts])
        return ballots_of_rows(
            self._form.vote_type,
            len(self._index),
            zip(counts, *self._picks_and_points(unit), strict=True),
            point_unit=unit,
            unnamed_points=int(self._form.unnamed_points * unit),
        )

    def _picks_and_points(self, unit: int) -> tuple[list[_Numbers], list[_Numbers]]:
        rows = list(self._groups)
        if self._form.vote_type.has_points:
            points = [int(amount * unit) for amount in self._amounts]
            return (
                [row[::2] for row in rows],
                [tuple([points[number] for number in row[1::2]]) for row in rows],
            )
        if self._form.vote_type is VoteType.ORDINAL:
            longest = self._form.longest
            return rows, [tuple(range(longest, longest - len(row), -1)) for row in rows]
        return rows, [(1,) * len(row) for row in rows]


def read_votes(
    rows: Rows, form: BallotForm, index: dict[str, int], *, keep_rows: bool
) -> tuple[Ballots, VoterRows | None]:
    """Read the section to the end of the file.

    Raises:
        BrokenPabulibFile: at the first faulty row.
    """
    header = rows.enter("VOTES", "voter_id", *form.columns)
    others = [i for i, name in enumerate(header) if name not in {"voter_id", *form.columns}]
    box = BallotBox(form, index, rows)
    # Dicts keep their order, and hold each distinct text once.
    voters: dict[str, int] = {}
    groups: list[int] = []
    cells: list[tuple[str, ...]] = []
    seen: dict[tuple[str, ...], tuple[str, ...]] = {}
    known: dict[object, int] = {}
    voter_at = header.index("voter_id")
    text_of = itemgetter(*(header.index(name) for name in form.columns))
    for number, row in enumerate(rows.body(len(header))):
        voter = row[voter_at]
        if voters.setdefault(voter, number) != number or not voter:
            raise _bad_voter(rows, voter)
        text = text_of(row)
        group = known.get(text)
        if group is None:
            group = known[text] = box.group_of(text)
        groups.append(group)
        if keep_rows:
            other = tuple([row[i] for i in others])
            cells.append(seen.setdefault(other, other))
    rows.end()
    ballots = box.ballots(np.bincount(groups).tolist() if groups else [])
    if not keep_rows:
        return ballots, None
    columns = tuple(header[i] for i in others)
    return ballots, VoterRows(tuple(voters), tuple(groups), columns, tuple(cells))


def _bad_voter(rows: Rows, voter: str) -> BrokenPabulibFile:
    if voter:
        return rows.refuse("duplicate_voter", voter=voter)
    return rows.refuse("empty_id", column="voter_id")

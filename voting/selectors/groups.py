"""Over what the money of a vote is spread: wards and themes, or the columns of a loaded file."""

from portal.registers.models import Area, AreaKind
from voting.explained import Groups
from voting.models import Election, Option

WARD, THEME = "ward", "theme"
COLUMNS_OF_FILES = ("district", "subunit", "neighborhood", "category", "beneficiaries", "target")
"""Those columns of a .pb file that sort its projects (pabulib.org/format)."""


def groups_of(election: Election) -> Groups:
    """The groups of each option, by its number on the ballot. Two queries at most."""
    options = election.options.select_related("proposal__area__parent", "proposal__theme")
    if election.cycle.source:
        return _of_file(list(options))
    cells = {THEME: {option.external_id: _theme(option) for option in options}}
    wards = _wards(election)
    if not wards:
        return Groups(cells=cells)
    cells[WARD] = {option.external_id: _ward(option) for option in options}
    people = {ward.code: ward.population for ward in wards if ward.population}
    return Groups(cells=cells, people={WARD: people})


def _of_file(options: list[Option]) -> Groups:
    cells = {
        column: {option.external_id: option.columns.get(column, "") for option in options}
        for column in COLUMNS_OF_FILES
    }
    # A column with one group for all divides nothing.
    return Groups(cells={c: own for c, own in cells.items() if len(set(own.values())) > 1})


def _wards(election: Election) -> list[Area]:
    """The wards of the city that votes; none where a ward votes on its own."""
    return list(Area.objects.wards().filter(parent=election.cycle.area_id))


def _ward(option: Option) -> str:
    """The code of its ward, empty for what is for the whole city."""
    area = option.proposal.area if option.proposal else None
    if area is not None and area.kind == AreaKind.SCHOOL_DISTRICT:
        area = area.parent
    return area.code if area is not None and area.kind == AreaKind.WARD else ""


def _theme(option: Option) -> str:
    theme = option.proposal.theme if option.proposal else None
    return theme.slug if theme else ""

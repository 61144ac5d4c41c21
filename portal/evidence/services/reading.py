"""What the library keeps of a CSV file beside the file: its encoding, its first rows."""

from dataclasses import dataclass

from portal.common.csv_reading import TableIsEmpty, read_csv

PREVIEW_ROWS = 20
PREVIEW_CHARACTERS = 200


@dataclass(frozen=True)
class Table:
    """What a file holds. `preview` is the header and the first rows, long cells cut."""

    encoding: str
    preview: list[list[str]]
    row_count: int


def read_table(content: bytes) -> Table:
    """Read the whole file, so that what is refused is refused now and not by its first reader.

    Raises:
        FileIsUnfit: each kind names the place (portal.common.csv_reading).
    """
    sent = read_csv(content)
    preview, count = [_cut(sent.header)], 0
    for _line, row in sent.rows():
        count += 1
        if count <= PREVIEW_ROWS:
            preview.append(_cut(row))
    if not count:
        raise TableIsEmpty
    return Table(sent.encoding, preview, count)


def _cut(row: list[str]) -> list[str]:
    return [
        cell if len(cell) <= PREVIEW_CHARACTERS else f"{cell[:PREVIEW_CHARACTERS]}…" for cell in row
    ]

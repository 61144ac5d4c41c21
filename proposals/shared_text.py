"""The text of a draft that several people write at once: a Yjs document (pycrdt). Pure.

Each field is a text of its own in the document. Updates may be taken in any order, and twice: all
who have the same ones have the same text.
"""

from collections.abc import Iterable, Mapping

from pycrdt import Doc, Text

from proposals.differences import Change, differences

FIELDS = ("title", "summary", "aim", "situation", "gap", "means")
# What an update says that changes nothing.
NOTHING = b"\x00\x00"


class UpdateIsMalformed(Exception):
    """It is no update of a Yjs document."""


class SharedText:
    def __init__(self, state: bytes = NOTHING, updates: Iterable[bytes] = ()) -> None:
        """Raises UpdateIsMalformed."""
        self._doc: Doc[Text] = Doc()
        self._texts = {name: self._doc.get(name, type=Text) for name in FIELDS}
        with self._doc.transaction():
            for update in (state, *updates):
                _apply(self._doc, update)

    @property
    def texts(self) -> dict[str, str]:
        return {name: str(text) for name, text in self._texts.items()}

    @property
    def state(self) -> bytes:
        """The whole document as one update."""
        return self._doc.get_update()

    def rewrite(self, wanted: Mapping[str, str]) -> bytes:
        """Make these fields say this, touching only what differs; the update that does it.

        Whoever writes elsewhere in the field meanwhile keeps what they wrote.
        """
        before = self._doc.get_state()
        with self._doc.transaction():
            for name, text in wanted.items():
                _rewrite(self._texts[name], text)
        return self._doc.get_update(before)


def require_well_formed(update: bytes) -> None:
    """Raises UpdateIsMalformed."""
    _apply(Doc(), update)


def _apply(doc: "Doc[Text]", update: bytes) -> None:
    try:
        doc.apply_update(update)
    except ValueError as error:
        raise UpdateIsMalformed from error


def _rewrite(text: Text, wanted: str) -> None:
    # Places are counted in bytes of UTF-8.
    place = 0
    for piece in differences(str(text), wanted):
        size = len(piece.text.encode())
        if piece.change == Change.REMOVED:
            del text[place : place + size]
            continue
        if piece.change == Change.ADDED:
            text.insert(place, piece.text)
        place += size

"""Where the parties lay out files for each other: a folder that all can reach, or an address.

Every file has a fixed name, is written once and never changed. Nothing on a board is believed:
what is read is bounded here and checked by whoever uses it.
"""

from http.client import HTTPException, HTTPResponse, IncompleteRead
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from voting.tools.files import create_durably
from voting.tools.refusal import Refused

LARGEST_DOCUMENT: Final = 2**24
LARGEST_FILE: Final = 2**36
IN_MEMORY: Final = 2**20
SECONDS: Final = 60


class Board(Protocol):
    def open(self, name: str) -> BinaryIO | None:
        """The file of this name, or None while there is none.

        Raises:
            Refused: `unreachable`.
        """
        ...

    def put(self, name: str, octets: bytes) -> None:
        """Lay out a file; the same file a second time changes nothing.

        Raises:
            Refused: `taken` by another file, or `unreachable`.
        """
        ...


def read_document(board: Board, name: str) -> bytes | None:
    """A small file whole.

    Raises:
        Refused: `unreachable` or `too_large`.
    """
    file = board.open(name)
    if file is None:
        return None
    with file:
        octets = file.read(LARGEST_DOCUMENT + 1)
    if len(octets) > LARGEST_DOCUMENT:
        raise Refused("too_large", name=name)
    return octets


class FolderBoard:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not folder.is_dir():
            raise Refused("no_folder", path=folder)

    def open(self, name: str) -> BinaryIO | None:
        try:
            return (self.folder / name).open("rb")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Refused("unreachable", place=name, problem=error.strerror) from error

    def put(self, name: str, octets: bytes) -> None:
        try:
            create_durably(self.folder / name, octets, 0o644)
        except FileExistsError:
            _require_same(self, name, octets)
        except OSError as error:
            raise Refused("unreachable", place=name, problem=error.strerror) from error


class AddressBoard:
    """Files under an address: read by GET, laid out by PUT with `If-None-Match: *`."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/") + "/"

    def open(self, name: str) -> BinaryIO | None:
        try:
            with self._answer(name) as answer:
                # Whole before it is used, so that nothing is decided on half of it.
                return _copy(answer, name)
        except HTTPError as error:
            error.close()
            if error.code in {404, 410}:
                return None
            raise self._unreachable(name, error) from error
        except (OSError, HTTPException) as error:
            raise self._unreachable(name, error) from error

    def put(self, name: str, octets: bytes) -> None:
        try:
            self._answer(name, method="PUT", data=octets, headers={"If-None-Match": "*"}).close()
        except HTTPError as error:
            error.close()
            if error.code not in {409, 412}:
                raise self._unreachable(name, error) from error
            _require_same(self, name, octets)
        except (OSError, HTTPException) as error:
            raise self._unreachable(name, error) from error

    def _answer(self, name: str, **asked: object) -> HTTPResponse:
        request = Request(self.address + quote(name), **asked)  # type: ignore[arg-type]  # noqa: S310
        answer: HTTPResponse = urlopen(request, timeout=SECONDS)  # noqa: S310 - http or https (board_at)
        return answer

    def _unreachable(self, name: str, error: Exception) -> Refused:
        problem = error.reason if isinstance(error, URLError) else error
        return Refused("unreachable", place=self.address + name, problem=problem)


def _copy(answer: HTTPResponse, name: str) -> BinaryIO:
    file: BinaryIO = SpooledTemporaryFile(IN_MEMORY)  # type: ignore[assignment]  # noqa: SIM115
    try:
        _pour(answer, file, name)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _pour(answer: HTTPResponse, file: BinaryIO, name: str) -> None:
    while octets := answer.read(IN_MEMORY):
        file.write(octets)
        if file.tell() > LARGEST_FILE:
            raise Refused("too_large", name=name)
    # Reading by parts, the library does not tell of an answer that was cut short.
    if answer.length:
        raise IncompleteRead(b"", answer.length)


def board_at(place: str) -> Board:
    """The board in a folder or at an http(s) address.

    Raises:
        Refused: `no_folder`.
    """
    if place.startswith(("http://", "https://")):
        return AddressBoard(place)
    return FolderBoard(Path(place))


def _require_same(board: Board, name: str, octets: bytes) -> None:
    file = board.open(name)
    if file is None:
        raise Refused("taken", name=name)
    with file:
        if file.read(len(octets) + 1) != octets:
            raise Refused("taken", name=name)

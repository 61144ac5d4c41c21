"""How the tools speak: in Japanese or English, results on one stream, progress on the other."""

import argparse
import getpass
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, NoReturn

from voting.counting.sentences.both import Both, Language
from voting.crypto.errors import CheckFailed
from voting.crypto.record.frames import RecordUnreadable
from voting.tools.refusal import Refused, Waiting
from voting.tools.sentences import CHECKS, SENTENCES, WORKS
from voting.verify.progress import Line, Progress
from voting.verify.report import Passed, Report

DONE: Final = 0
FAILED: Final = 1
UNUSABLE: Final = 2
NOT_YET: Final = 3


class Speaker:
    """Says the sentences of a table, and those that all tools share."""

    def __init__(self, language: Language, table: Mapping[str, Both]) -> None:
        self.language, self._table = language, {**SENTENCES, **table}
        self._line = Line(sys.stderr)

    def text(self, name: str, /, **values: object) -> str:
        return self._table[name][self.language].format(**values)

    def say(self, name: str, /, **values: object) -> None:
        """A result, on standard output."""
        self._line.clear()
        sys.stdout.write(self.text(name, **values) + "\n")
        sys.stdout.flush()

    def note(self, name: str, /, **values: object) -> None:
        """Progress or a refusal, on standard error."""
        self._line.clear()
        sys.stderr.write(self.text(name, **values) + "\n")
        sys.stderr.flush()

    def ask(self, name: str, /, **values: object) -> str:
        """A line that the person types; nothing, where nobody sits there."""
        sys.stderr.write(self.text(name, **values) + " ")
        sys.stderr.flush()
        return sys.stdin.readline().strip()

    def report(self) -> Report:
        """A report that tells of every check as soon as it held, and shows how far the work is."""

        def on_passed(passed: Passed) -> None:
            self.note("check_held", check=passed.name, count=passed.count)

        def tell(name: str, done: int, of: int | None, left: str | None) -> None:
            work = WORKS[name][self.language]
            known = "" if of is None else self.text("time_left", of=of, left=left)
            self._line.show(f"{work} {done:,}{known}")

        return Report(on_passed, Progress(tell))

    def passphrase(self, file: Path | None, *, twice: bool = False) -> str:
        """From the first line of a file, or typed unseen.

        Raises:
            Refused: `cannot_read` or `typed_differently`.
        """
        if file:
            return read_file(file).decode(errors="replace").split("\n")[0].rstrip("\r")
        typed = getpass.getpass(self.text("passphrase") + " ")
        if twice and getpass.getpass(self.text("passphrase_again") + " ") != typed:
            raise Refused("typed_differently")
        return typed

    def finish(self, deed: Callable[[], None]) -> int:
        """The exit status of a deed: 0 done, 1 refused by a check, 2 unusable, 3 not yet."""
        try:
            deed()
        except CheckFailed as failure:
            said = CHECKS[failure.check][self.language]
            self.note("failed", check=failure.check, said=said, where=failure.where)
            return FAILED
        except Refused as refusal:
            self.note(refusal.reason, **refusal.values)
            return UNUSABLE
        except RecordUnreadable as error:
            self.note("unreadable", problem=error)
            return UNUSABLE
        except Waiting as waiting:
            self.note(waiting.reason, **waiting.values)
            return NOT_YET
        return DONE


class Parser(argparse.ArgumentParser):
    """Refuses like everything else: in one sentence."""

    def error(self, message: str) -> NoReturn:
        raise Refused("bad_option", problem=message)


def language_of(words: Sequence[str]) -> Language:
    """Looked up before all else, because even help and refusals are in it."""
    return "en" if "--lang=en" in words or ("--lang", "en") in pairwise(words) else "ja"


def read_file(path: Path, most: int = 2**26) -> bytes:
    """A file of bounded size.

    Raises:
        Refused: `cannot_read` or `too_large`.
    """
    try:
        with path.open("rb") as file:
            octets = file.read(most + 1)
    except OSError as error:
        raise Refused("cannot_read", path=path, problem=error.strerror) from error
    if len(octets) > most:
        raise Refused("too_large", name=path)
    return octets

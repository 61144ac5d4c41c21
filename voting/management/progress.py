"""How far a command is: a bar on a terminal, a line per finished stage elsewhere."""

import io
from collections.abc import Callable, Iterator

from django.core.management.base import OutputWrapper

WIDTH = 30


class Progress:
    """Shows stages one after another; each hears how much is done, of how much."""

    def __init__(self, out: OutputWrapper) -> None:
        self._out = out
        self._is_terminal = out.isatty()
        self._shown = ""

    def stage(self, name: str, unit: str) -> Callable[[int, int], None]:
        """A stage by its name ("Reading"), counted in a unit ("bytes")."""

        def told(done: int, of: int) -> None:
            percent = 100 * done // max(of, 1)
            finished = done >= of
            if self._is_terminal:
                filled = WIDTH * done // max(of, 1)
                self._show(f"\r{name} [{'#' * filled:.<{WIDTH}}] {percent:3}%", finished=finished)
            elif finished:
                self._show(f"{name}: {of:,} {unit}", finished=True)

        return told

    def _show(self, text: str, *, finished: bool) -> None:
        if text != self._shown:
            self._out.write(text, ending="\n" if finished else "")
            self._out.flush()
            self._shown = text


class WatchedFile(io.BufferedReader):
    """A file that tells how many of its bytes its lines took, as they are read."""

    STEP = 2**18

    def __init__(self, raw: io.FileIO, told: Callable[[int, int], None]) -> None:
        super().__init__(raw)
        self._told = told
        self._size = raw.seek(0, io.SEEK_END)
        raw.seek(0)

    def __iter__(self) -> Iterator[bytes]:
        read = since = 0
        while line := self.readline():
            read += len(line)
            since += len(line)
            if since >= self.STEP:
                self._told(read, self._size)
                since = 0
            yield line
        self._told(self._size, self._size)

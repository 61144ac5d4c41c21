"""The trustee's sealed file: read once, held while in use, replaced before anything leaves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from voting.crypto.draw import Draw
from voting.tools.files import create_durably, held, replace_durably
from voting.tools.refusal import Refused
from voting.tools.sealed import Seal, new_seal, open_sealed
from voting.tools.talk import read_file
from voting.trustee.secret import TrusteeSecret, read_secret


@dataclass
class Store:
    path: Path
    seal: Seal
    draw: Draw
    secret: TrusteeSecret

    def keep(self, secret: TrusteeSecret) -> None:
        """Remember: when this returns, no crash undoes it."""
        if secret != self.secret:
            try:
                replace_durably(self.path, self.seal.close(secret.encoded(), self.draw))
            except OSError as error:
                raise Refused("cannot_write", path=self.path, problem=error.strerror) from error
            self.secret = secret


def create_store(path: Path, secret: TrusteeSecret, passphrase: str, draw: Draw) -> None:
    """A new file.

    Raises:
        Refused: `exists`, `cannot_write`, `short_passphrase`.
    """
    sealed = new_seal(passphrase, draw).close(secret.encoded(), draw)
    try:
        create_durably(path, sealed)
    except FileExistsError:
        raise Refused("exists", path=path) from None
    except OSError as error:
        raise Refused("cannot_write", path=path, problem=error.strerror) from error


@contextmanager
def opened_store(path: Path, passphrase: str, draw: Draw) -> Iterator[Store]:
    """The file, held against a second process.

    Raises:
        Refused: `cannot_read`, `in_use`, `not_sealed`, `wrong_passphrase`.
        CheckFailed: its content is not what this tool writes.
    """
    read_file(path)
    with held(path):
        content, seal = open_sealed(read_file(path), passphrase)
        yield Store(path, seal, draw, read_secret(content))

"""The portal's own key of each log: it signs receipts, promises and heads, and opens nothing.

It lies in a file of mode 600 in LOG_KEYS_DIR, outside the database and its backups. Several servers
share that folder. It is never logged; if it is lost, nothing more can be signed in its vote.
"""

import os
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from voting.crypto.draw import SystemDraw, draw_scalar
from voting.crypto.errors import CheckFailed
from voting.crypto.groups.base import Group, Scalar
from voting.crypto.wire import read_scalar, scalar_bytes
from voting.errors import LogKeyIsLost
from voting.tools.files import create_durably


def make_log_key(name: str, group: Group) -> bytes:
    """Make the key of a vote's log unless it is there; the public key."""
    path = _path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = draw_scalar(SystemDraw(), group)
    try:
        create_durably(path, scalar_bytes(group, key).hex().encode())
    except FileExistsError:
        key = _read(path, group)
    return group.multiply_generator(key)


def log_key(name: str, group: Group, public: bytes) -> Scalar:
    """The key of a vote's log.

    Raises:
        LogKeyIsLost: its file is not there, cannot be read, or is that of another log.
    """
    path = _path(name)
    try:
        key = _read(path, group)
    except (OSError, ValueError, CheckFailed) as error:
        raise LogKeyIsLost(name, str(path), str(error)) from None
    if group.multiply_generator(key) != public:
        raise LogKeyIsLost(name, str(path), _("別の記録簿の鍵です。"))
    return key


def _path(name: str) -> Path:
    return Path(settings.LOG_KEYS_DIR) / f"{name}.key"


def _read(path: Path, group: Group) -> Scalar:
    return read_scalar(group, bytes.fromhex(path.read_text().strip()), os.fspath(path.name))

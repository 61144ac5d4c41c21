"""Laying a file out on the board of a vote, whole or not at all. Nothing is checked here."""

import hashlib
from collections.abc import Iterable, Iterator

from django.db import IntegrityError, transaction

from voting.errors import BoardRefuses
from voting.models import BoardFile, BoardPart, HeldVote
from voting.selectors.board import file_on

PART = 2**20
LARGEST = 2**36


def lay_out(
    held: HeldVote, name: str, body: bytes | Iterable[bytes], *, trustee: int | None = None
) -> BoardFile:
    """Lay a file out; the same again changes nothing.

    Raises:
        BoardRefuses: another file has the name.
    """
    parts = list(in_parts([body] if isinstance(body, bytes) else body, LARGEST))
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    try:
        with transaction.atomic():
            file = BoardFile.objects.create(
                held=held,
                name=name,
                attempt=BoardFile.objects.filter(
                    held=held, name=name, refusal__isnull=False
                ).count(),
                trustee=trustee,
                size=sum(map(len, parts)),
                sha256=digest.hexdigest(),
            )
            for number, octets in enumerate(parts):
                BoardPart.objects.create(file=file, number=number, octets=octets)
    except IntegrityError:
        there = file_on(held.pk, name)
        if there is None or there.sha256 != digest.hexdigest():
            raise BoardRefuses("taken") from None
        return there
    return file


def in_parts(body: Iterable[bytes], most: int) -> Iterator[bytes]:
    """The bytes in parts of a mebibyte."""
    waiting, size = bytearray(), 0
    for octets in body:
        size += len(octets)
        if size > most:
            raise BoardRefuses("too_large")
        waiting += octets
        while len(waiting) >= PART:
            yield bytes(waiting[:PART])
            del waiting[:PART]
    if waiting:
        yield bytes(waiting)

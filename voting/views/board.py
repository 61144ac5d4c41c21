"""The board of a vote, as trustees' tools and monitors use it: GET by anyone, PUT by a trustee.

A trustee's address ends with a secret; on the board lies only what everyone may read.
"""

import hashlib
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from tempfile import TemporaryFile
from typing import cast
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.accounts.models import RoleGrant
from portal.accounts.roles import Role
from voting.crypto.canonical import canonical_bytes
from voting.crypto.record.parts import head_bytes
from voting.errors import BoardRefuses
from voting.models import HeldVote, TrusteeSeat
from voting.selectors.board import parts_of, shown_file, shown_names
from voting.selectors.frozen import frozen_vote
from voting.selectors.log import consistency, last_head, plain_head
from voting.services.board import put_file
from voting.trustee.vote import VOTE

STATUS = {"unknown": 404, "taken": 412, "not_now": 409, "too_large": 413}
READ_AT_ONCE = 2**16


@csrf_exempt
@require_http_methods(["GET", "HEAD", "PUT"])
def board(request: HttpRequest, name: str, file: str, token: str = "") -> HttpResponseBase:
    held = HeldVote.objects.select_related("election__cycle").filter(name=name).first()
    seat = _seat(held, token) if held and token else None
    if held is None or (token and seat is None):
        return HttpResponse("unknown", status=404, content_type="text/plain")
    if request.method != "PUT":
        return _shown(held, file)
    if seat is None:
        return HttpResponse("forbidden", status=403, content_type="text/plain")
    try:
        new = put_file(held=held, trustee=seat.number, name=file, body=_body(request))
    except BoardRefuses as refusal:
        status = STATUS.get(refusal.code, 422)
        text = f"{refusal.code}: {refusal}"
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=201 if new else 204)


def archive(_request: HttpRequest, pk: int) -> FileResponse:
    """All that lies on the board as one file, for trustees who work with the page."""
    held = get_object_or_404(HeldVote.objects.with_election(), pk=pk)
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    with ZipFile(file, "w", ZIP_STORED) as packed:
        for name in _names_in_archive(held):
            response = _shown(held, name)
            if response.status_code == HTTPStatus.OK:
                with packed.open(ZipInfo(name), "w", force_zip64=False) as into:
                    into.writelines(cast("Iterable[bytes]", response))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{held.name}.zip")


def _names_in_archive(held: HeldVote) -> list[str]:
    """What lies there, the last head, and that it goes on every head that was countersigned."""
    names = shown_names(held.pk)
    vote = frozen_vote(held.fingerprint or "")
    head = last_head(vote.pk) if vote else None
    if head is None or VOTE in names:
        return names
    signed = {name.split("-")[1] for name in names if name.startswith("countersignature-")}
    return [
        *names,
        "head.json",
        *(f"consistency-{size}-{head.size}.json" for size in sorted(signed)),
    ]


def _seat(held: HeldVote, token: str) -> TrusteeSeat | None:
    """Whose address it is, as long as they hold the role."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    trustees = RoleGrant.objects.in_force().filter(role=Role.TRUSTEE).values("user")
    return held.seats.filter(token_sha256=digest, person__in=trustees).first()


def _body(request: HttpRequest) -> Iterator[bytes]:
    while octets := request.read(READ_AT_ONCE):
        yield octets


def _shown(held: HeldVote, name: str) -> HttpResponseBase:
    found = shown_file(held.pk, name)
    if found:
        response: HttpResponseBase = StreamingHttpResponse(parts_of(found))
        response["Content-Length"] = str(found.size)
    else:
        made = _made(held, name)
        if made is None:
            return HttpResponse("unknown", status=404, content_type="text/plain")
        response = HttpResponse(made)
        response["Cache-Control"] = "no-store"
    document = name.endswith(".json")
    response["Content-Type"] = "application/json" if document else "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _made(held: HeldVote, name: str) -> bytes | None:
    """What is made when it is asked for: the last head, and that one head goes on another."""
    vote = frozen_vote(held.fingerprint or "")
    if vote is None:
        return None
    if name == "head.json":
        head = last_head(vote.pk)
        made = head and plain_head(vote.definition, head)
        return head_bytes(vote.definition.group, made) if made else None
    kind, *sizes = name.removesuffix(".json").split("-")
    if kind == "consistency" and len(sizes) == 2 and all(size.isdecimal() for size in sizes):
        proof = consistency(vote.pk, int(sizes[0]), int(sizes[1]))
        return None if proof is None else canonical_bytes(list(proof))
    return None

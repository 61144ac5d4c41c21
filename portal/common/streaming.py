"""Answers that are written while they are read, so that no download has to fit into memory."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from functools import partial
from typing import cast

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

CHUNK_BYTES = 64_000


class StreamsOverAsgi:
    """Sends files and downloads piece by piece over ASGI as well.

    Given a plain iterator there, Django would warn, and read it whole before the first byte.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if (
            isinstance(request, ASGIRequest)
            and isinstance(response, StreamingHttpResponse)
            and not response.is_async
        ):
            response.streaming_content = _asynchronously(_pieces_of(response))
        return response


def _pieces_of(response: StreamingHttpResponse) -> Iterator[bytes]:
    file = response.file_to_stream if isinstance(response, FileResponse) else None
    # Django reads files in pieces of 4 kB, each of which would be a change of threads.
    if file:
        return iter(partial(file.read, CHUNK_BYTES), b"")
    return iter(cast("Iterable[bytes]", response.streaming_content))


def streamed(
    request: HttpRequest, pieces: Iterable[str], *, content_type: str, filename: str
) -> StreamingHttpResponse:
    """A download made of pieces of text, sent in chunks; over WSGI and ASGI alike."""
    chunks = _chunks(pieces)
    response = StreamingHttpResponse(
        _asynchronously(chunks) if isinstance(request, ASGIRequest) else chunks,
        content_type=content_type,
    )
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "no-store"
    return response


def _chunks(pieces: Iterable[str]) -> Iterator[bytes]:
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece.encode())
        size += len(waiting[-1])
        if size >= CHUNK_BYTES:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


async def _asynchronously(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    # Given a plain iterator, Django would read it whole before it sends the first byte.
    read = sync_to_async(_next)
    while (chunk := await read(chunks)) is not None:
        yield chunk


def _next(chunks: Iterator[bytes]) -> bytes | None:
    return next(chunks, None)

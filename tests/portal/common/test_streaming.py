"""Files go out piece by piece whichever way the portal is served. Warnings are errors here."""

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from portal.common.streaming import CHUNK_BYTES, StreamsOverAsgi

CONTENT = bytes(range(256)) * (2 * CHUNK_BYTES // 256) + b"the end"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "font.woff2"
    path.write_bytes(CONTENT)
    return path


def over_asgi():
    return ASGIRequest({"type": "http", "method": "GET", "path": "/", "headers": []}, None)


def passed(response, request):
    return StreamsOverAsgi(lambda _request: response)(request)


@pytest.mark.asyncio
async def test_over_asgi_a_file_comes_in_large_pieces(file):
    response = passed(FileResponse(file.open("rb")), over_asgi())

    pieces = [piece async for piece in response]
    response.close()

    assert response.is_async
    assert b"".join(pieces) == CONTENT
    assert len(pieces) == 3


@pytest.mark.asyncio
async def test_over_asgi_an_answer_without_a_file_is_streamed_too():
    response = passed(StreamingHttpResponse(iter([b"a", b"b"])), over_asgi())

    assert [piece async for piece in response] == [b"a", b"b"]


@pytest.mark.asyncio
async def test_over_asgi_a_whole_page_stays_whole():
    response = passed(HttpResponse("page"), over_asgi())

    assert response.content == b"page"


# The end of an answer closes connections, where tests before it left one.
@pytest.mark.django_db
def test_over_wsgi_a_file_stays_what_the_server_sends_best(file):
    response = passed(FileResponse(file.open("rb")), RequestFactory().get("/"))

    assert response.file_to_stream is not None
    assert response.getvalue() == CONTENT
    response.close()


@pytest.mark.asyncio
async def test_over_asgi_the_whole_portal_serves_its_static_files(async_client, settings, file):
    settings.STATIC_ROOT = file.parent

    response = await async_client.get(f"/{settings.STATIC_URL.strip('/')}/{file.name}")

    assert response.status_code == 200
    assert b"".join([piece async for piece in response]) == CONTENT
    response.close()

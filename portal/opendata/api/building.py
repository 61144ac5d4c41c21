"""The API itself: an address for each registered table and deed."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from ninja import Body, NinjaAPI, Path, Query
from ninja.errors import AuthenticationError, ValidationError

from portal.accounts.services.audit import record
from portal.common.errors import NotAllowed, RuleViolation
from portal.opendata.api.keys import BearerKey, require_scope
from portal.opendata.api.schemas import (
    BIGGEST,
    Refusal,
    Tables,
    part_schema,
    question_schema,
    row_schema,
)
from portal.opendata.deeds import ApiDeed, Written, all_deeds
from portal.opendata.errors import KeyMayNot, TokenIsNotOurs, UnfitAnswer, UnknownQuestion
from portal.opendata.selectors.files import LICENCE, address
from portal.opendata.selectors.parts import part_of_table, row_of_table
from portal.opendata.selectors.reading import columns_of
from portal.opendata.tables import Kind, Table, all_tables

Answer = HttpResponseBase
# Generic for annotations, and plain functions when called.
in_query: Any = Query
in_path: Any = Path
in_body: Any = Body
ABOUT = (
    "Everything public of this portal, to be read without an account. Licence: "
    f"{LICENCE}. Programs of the city's departments write with a key."
)
PAGING = frozenset({"limit", "after"})
REFUSALS: dict[int, Any] = {400: Refusal, 404: Refusal, 429: Refusal}


def build_api() -> NinjaAPI:
    """Once all apps are ready: their tables and deeds are registered by then."""
    api = NinjaAPI(
        title="Tomoni",
        version="1",
        description=ABOUT,
        urls_namespace="api",
        docs_url=None,
        openapi_url="/openapi.json",
    )
    api.get("/tables", response={200: Tables, 429: Refusal}, url_name="tables", tags=["tables"])(
        _tables
    )
    for table in all_tables():
        _add_table(api, table)
    for deed in all_deeds():
        _add_deed(api, deed)
    _answer_errors(api)
    return api


def _tables(request: HttpRequest) -> Answer:
    """All tables, and where they are."""
    entries = [
        {
            "name": table.name,
            "title": str(table.title),
            "about": str(table.about),
            "rows_url": settings.SITE_URL + reverse(f"api:{table.name}"),
            "csv_url": address(table, "csv"),
            "schema_url": address(table, "schema.json"),
        }
        for table in all_tables()
    ]
    return told(request, {"tables": entries})


def _add_table(api: NinjaAPI, table: Table) -> None:
    row = row_schema(table)
    kind = next(column.kind for column in columns_of(table) if column.name == "id")
    question: Any = question_schema(table)
    number: Any = Annotated[str, in_path()]
    if kind is Kind.INTEGER:
        number = Annotated[int, in_path(ge=1, le=BIGGEST)]

    def rows(request: HttpRequest, question: Any) -> Answer:
        asked = {n: v for n, v in request.GET.dict().items() if n not in PAGING}
        part = part_of_table(table, asked, after=question.after, size=question.limit)
        following = None
        if part.after:
            query = urlencode({**asked, "limit": question.limit, "after": part.after})
            following = f"{settings.SITE_URL}{reverse(f'api:{table.name}')}?{query}"
        return told(request, {"rows": part.rows, "next": following})

    def one(request: HttpRequest, number: Any) -> Answer:
        found = row_of_table(table, number)
        if found is None:
            raise Http404
        return told(request, found)

    # What is made as the table has it cannot be written as an annotation.
    rows.__annotations__["question"] = Annotated[question, in_query()]
    one.__annotations__["number"] = number
    api.get(
        f"/{table.name}",
        response={200: part_schema(table, row), **REFUSALS},
        url_name=table.name,
        operation_id=f"list_{table.name}",
        summary=table.name,
        tags=["tables"],
    )(rows)
    api.get(
        f"/{table.name}/{{number}}",
        response={200: row, **REFUSALS},
        url_name=f"one_of_{table.name}",
        operation_id=f"get_{table.name}",
        summary=f"One of {table.name}",
        tags=["tables"],
    )(one)


def _add_deed(api: NinjaAPI, deed: ApiDeed) -> None:
    def write(request: HttpRequest, body: Any) -> Answer:
        key = request.auth  # type: ignore[attr-defined]
        require_scope(key, deed.name)
        with transaction.atomic():
            made = deed.do(key.owner, body)
            record(f"api_{deed.name}", actor=key.owner, subject=key, made=made.id)
        return told(request, made.model_dump(), status=201)

    write.__annotations__["body"] = Annotated[deed.body, in_body()]
    refusals = dict.fromkeys((400, 401, 403, 404, 409, 429), Refusal)
    api.post(
        f"/write/{deed.name}",
        response={201: Written, **refusals},
        auth=BearerKey(),
        url_name=f"write_{deed.name}",
        operation_id=f"write_{deed.name}",
        summary=deed.about,
        tags=["write"],
    )(write)


def told(request: HttpRequest, document: object, *, status: int = 200) -> Answer:
    """The document with its hash: who has it already is told so and no more."""
    content = json.dumps(document, ensure_ascii=False).encode()
    response = HttpResponse(content, status=status, content_type="application/json")
    if request.method == "POST":
        return response
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response


def refusal(status: int, error: str, message: str) -> HttpResponse:
    content = json.dumps({"error": error, "message": message}, ensure_ascii=False)
    return HttpResponse(content, status=status, content_type="application/json")


_STATUS: dict[type[RuleViolation], int] = {
    TokenIsNotOurs: 400,
    UnknownQuestion: 400,
    UnfitAnswer: 400,
    KeyMayNot: 403,
}


def _answer_errors(api: NinjaAPI) -> None:
    answers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        RuleViolation: _refused,
        Http404: lambda _request, _error: refusal(404, "not_found", "There is no such thing."),
        AuthenticationError: lambda _request, _error: refusal(
            401, "unauthorized", "A valid key is needed: Authorization: Bearer …"
        ),
        ValidationError: lambda _request, error: refusal(400, "invalid", _sentence(error)),
    }
    for error, answer in answers.items():
        api.add_exception_handler(error, answer)


def _refused(_request: HttpRequest, violation: RuleViolation) -> HttpResponse:
    status = _STATUS.get(type(violation), 403 if isinstance(violation, NotAllowed) else 409)
    return refusal(status, type(violation).__name__, str(violation))


def _sentence(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in error.errors
    )

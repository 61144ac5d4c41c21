"""The download of all that an account holds, as JSON, read while it is sent."""

import json
from collections.abc import Iterator
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder

from portal.accounts.models import User
from portal.accounts.personal_data import personal_tables


def personal_data_as_json(user: User, *, now: datetime) -> Iterator[str]:
    """One JSON object: when, whose, and by table the rows of all registered tables."""
    yield f'{{"exported_at": {_json(now)}, "account": {user.pk}, "tables": {{'
    for position, table in enumerate(personal_tables()):
        yield f"{',' if position else ''}\n{_json(table.name)}: ["
        for number, facts in enumerate(table.facts_of(user)):
            yield f"{',' if number else ''}\n  {_json(facts)}"
        yield "]"
    yield "\n}}\n"


def _json(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)

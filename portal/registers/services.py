"""Filling the registers from the files that ship with the portal."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from portal.registers.models import Area, AreaKind, Theme

FILES = Path(__file__).parent / "data"


@transaction.atomic
def load_registers() -> None:
    """Write the areas and themes of the shipped files; a second time changes nothing."""
    _load_areas(_read("areas.json"), _read("chiba_wards.geojson"))
    for order, theme in enumerate(_read("themes.json")):
        Theme.objects.update_or_create(slug=theme["slug"], defaults={**theme, "order": order})


def _load_areas(areas: dict[str, Any], wards: dict[str, Any]) -> None:
    shapes = {f["properties"]["N03_007"]: f["geometry"] for f in wards["features"]}
    counted = {"population_on": areas["population_on"]}
    city, _ = Area.objects.update_or_create(
        code=areas["city"]["code"],
        defaults={**areas["city"], **counted, "kind": AreaKind.CITY},
    )
    for ward in areas["wards"]:
        Area.objects.update_or_create(
            code=ward["code"],
            defaults={
                **ward,
                **counted,
                "kind": AreaKind.WARD,
                "parent": city,
                "geometry": shapes[ward["code"]],
            },
        )


def _read(name: str) -> Any:
    return json.loads((FILES / name).read_text(encoding="utf-8"))

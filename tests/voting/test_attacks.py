from importlib import import_module

import pytest
from django.conf import settings

from tests.voting.attacks import PLANTED
from voting.crypto.errors import Check

ALL = range(1, 57)


def test_every_attack_has_its_one_place():
    assert sorted(PLANTED) == list(ALL)


@pytest.mark.parametrize("number", PLANTED)
def test_an_attack_is_planted_where_the_list_says(number):
    for place in PLANTED[number]:
        module, name = place.rsplit(".", 1)
        room = "tests" if module.startswith("e2e.") else "tests.voting"
        assert callable(getattr(import_module(f"{room}.{module}"), name))


def test_the_protocols_page_names_every_check():
    page = (settings.BASE_DIR / "docs" / "protocol.md").read_text()

    assert [check for check in Check if f"`{check}`" not in page] == []

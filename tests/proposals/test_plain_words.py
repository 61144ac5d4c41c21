import json
from pathlib import Path

import pytest

from proposals.plain_words import Hint, remarks_on

VECTORS = Path(__file__).parents[1] / "vectors/plain_words.json"


@pytest.mark.parametrize("case", json.loads(VECTORS.read_text(encoding="utf-8")))
def test_what_could_be_said_more_plainly(case):
    assert [[each.hint, each.words] for each in remarks_on(case["text"])] == case["remarks"]


def test_every_hint_has_a_case():
    cases = json.loads(VECTORS.read_text(encoding="utf-8"))

    assert {hint for case in cases for hint, _ in case["remarks"]} == set(Hint)

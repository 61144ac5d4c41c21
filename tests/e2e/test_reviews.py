"""The pictures of projects in a real browser: under the policy, on a phone and at a desk."""

import pytest

from portal.registers.services import load_registers
from reviews.states import MoneyKind, ProjectState
from tests.e2e.site.checks import pictures
from tests.factories.lifecycle import cycle_in
from tests.factories.reviews import (
    OPEN,
    IndicatorFactory,
    MoneyLineFactory,
    ProjectFactory,
    ReadingFactory,
)


@pytest.fixture
def project(transactional_db):
    load_registers()
    project = ProjectFactory(cycle=cycle_in(*OPEN), state=ProjectState.UNDER_WAY)
    for kind in MoneyKind:
        MoneyLineFactory(project=project, kind=kind, amount=1_000_000)
        MoneyLineFactory(project=project, kind=kind, source="donation", amount=200_000)
    indicator = IndicatorFactory(project=project)
    ReadingFactory(indicator=indicator)
    ReadingFactory(indicator=indicator, value=160, note="集計の誤りを直した")
    return project


@pytest.mark.parametrize(("width", "size"), [(320, "narrow"), (1280, "wide")])
def test_a_phone_is_given_pictures_whose_letters_can_be_read(new_context, project, width, size):
    page = new_context(width=width).new_page()
    for shown in (project, project.indicators.get()):
        page.goto(shown.get_absolute_url())
        assert all(pictures(page))
        assert f"size={size}" in page.evaluate("document.querySelector('main img').currentSrc")

import pytest

from portal.registers.models import Area, AreaKind, Theme
from portal.registers.services import load_registers

pytestmark = pytest.mark.django_db


def test_the_six_wards_lie_in_the_city_and_add_up_to_its_population(registers):
    city = Area.objects.get(kind=AreaKind.CITY)
    wards = Area.objects.wards()

    assert [ward.code for ward in wards] == [f"1210{n}" for n in range(1, 7)]
    assert sum(ward.population for ward in wards) == city.population == 980_219
    assert all(ward.parent == city and ward.geometry for ward in wards)


def test_there_are_five_themes(registers):
    assert Theme.objects.count() == 5


def test_loading_again_changes_nothing(registers):
    before = list(Area.objects.values()), list(Theme.objects.values())

    load_registers()

    assert (list(Area.objects.values()), list(Theme.objects.values())) == before

import pytest

from portal.registers import geometry
from portal.registers.models import Area
from portal.registers.selectors import ward_at, ward_map

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]}
NEIGHBOUR = {"type": "Polygon", "coordinates": [[[4, 0], [8, 0], [8, 4], [4, 4], [4, 0]]]}
WITH_HOLE = {
    "type": "Polygon",
    "coordinates": [
        SQUARE["coordinates"][0],
        [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]],
    ],
}
ISLANDS = {
    "type": "MultiPolygon",
    "coordinates": [
        [[[10, 10], [11, 10], [11, 11], [10, 11], [10, 10]]],
        SQUARE["coordinates"],
    ],
}


@pytest.mark.parametrize(
    ("shape", "x", "y", "expected"),
    [
        (SQUARE, 2, 2, True),
        (SQUARE, 5, 2, False),
        (SQUARE, -1, 2, False),
        (SQUARE, 2, 4.0001, False),
        (WITH_HOLE, 2, 2, False),
        (WITH_HOLE, 0.5, 2, True),
        (ISLANDS, 10.5, 10.5, True),
        (ISLANDS, 2, 2, True),
        (ISLANDS, 7, 7, False),
    ],
)
def test_a_point_is_inside_or_outside(shape, x, y, expected):
    assert geometry.contains(shape, x, y) is expected


@pytest.mark.parametrize("y", [0, 1, 2.5, 3.999])
def test_of_two_neighbours_one_has_their_border(y):
    assert [geometry.contains(shape, 4, y) for shape in (SQUARE, NEIGHBOUR)].count(True) == 1


def test_the_middle_is_that_of_the_largest_part():
    assert geometry.middle(ISLANDS) == pytest.approx((2, 2))


def test_the_drawing_has_north_above_and_nothing_outside():
    canvas = geometry.canvas_for([SQUARE, NEIGHBOUR], width=200, margin=10)

    # 180 units for 8 degrees: 22.5 a degree, and a little more to the north (1 / cos 2°).
    assert canvas.place(0, 4) == (10, 10)
    assert canvas.place(8, 4) == (190, 10)
    assert canvas.place(0, 0) == (10, 100.1)
    assert canvas.height == pytest.approx(110.1, abs=0.1)


def test_an_outline_draws_every_ring():
    canvas = geometry.canvas_for([SQUARE], width=100, margin=0)

    assert geometry.outline(WITH_HOLE, canvas).count("M") == 2
    assert geometry.outline(SQUARE, canvas).startswith("M0.0,")


@pytest.mark.parametrize(
    ("latitude", "longitude", "ward"),
    [
        # Stations and parks, by their published coordinates.
        ("35.6131", "140.1133", "中央区"),  # 千葉駅
        ("35.6485", "140.0418", "美浜区"),  # 海浜幕張駅
        ("35.6361", "140.0923", "稲毛区"),  # 稲毛駅
        ("35.5605", "140.1797", "緑区"),  # 鎌取駅
        ("35.6468", "140.1290", "若葉区"),  # 動物公園
        ("35.6624", "140.0690", "花見川区"),  # 新検見川駅の北
    ],
)
def test_the_ward_is_found_from_the_point(registers, latitude, longitude, ward):
    assert ward_at(latitude, longitude).name_ja == ward


def test_no_ward_lies_in_the_bay(registers):
    assert ward_at("35.55", "140.00") is None


def test_every_ward_holds_its_own_name(registers):
    for ward in Area.objects.wards():
        x, y = geometry.middle(ward.geometry)
        assert geometry.contains(ward.geometry, x, y), ward


def test_the_map_draws_the_six_wards_in_one_frame(registers):
    drawn = ward_map(list(Area.objects.wards()))

    assert len(drawn.shapes) == 6
    assert all(0 < s.name_x < drawn.canvas.width for s in drawn.shapes)
    assert all(0 < s.name_y < drawn.canvas.height for s in drawn.shapes)
    # 26 km from west to east and 25 km from south to north: nearly a square.
    assert drawn.canvas.height == pytest.approx(drawn.canvas.width, rel=0.1)


def test_areas_without_a_shape_make_no_map(db):
    assert ward_map([Area(code="x")]) is None

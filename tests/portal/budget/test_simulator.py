"""Balancing the budget: what is refused, what is kept, and what is told of all of it."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.budget.balance import Line, StepIsUnfit, checked, missing, spread
from portal.budget.errors import OnlyTheMayorsOffice
from portal.budget.models import Simulator, Submission
from portal.budget.services.simulating import (
    About,
    Answer,
    close_simulator,
    enter_answer,
    open_simulator,
    set_up_simulator,
)
from portal.budget.services.simulator_reading import COLUMNS
from portal.budget.simulator_errors import (
    BudgetIsNotBalanced,
    OnlyStaffEnter,
    SimulatorCannotChange,
    SimulatorHasNoLine,
    SimulatorIsNotOpen,
    SimulatorLineIsUnfit,
    StepIsRefused,
)
from portal.budget.simulator_selectors import results_of
from tests.factories.accounts import RoleGrantFactory, UserFactory

ROADS = "roads,expenditure,道路,Roads,900,100,-3,2,-1,法令による点検,Inspections by law"
FILE = "\r\n".join(
    [
        ",".join(COLUMNS),
        f"{ROADS},-1,補修が遅れます。,Repairs are late.,建設局",
        f"{ROADS},1,早く直ります。,Repairs are early.,建設局",
        "bonds,revenue,市債,Bonds,500,50,0,4,,,,1,将来の負担が増えます。,Debts grow.,財政局",
    ]
).encode()
ABOUT = About("予算を組む", "Make the budget", "説明", "About", 200)


def test_steps_are_those_of_their_lines_and_whole():
    lines = [Line("a", 1, 100, -1, 2), Line("b", -1, 50, 0, 4)]

    assert checked(lines, {"a": -1}) == {"a": -1, "b": 0}
    assert missing(200, lines, {"a": -1, "b": 2}) == 0
    for tampered in ({"a": -2}, {"b": 5}, {"c": 0}, {"a": "1"}, {"a": True}, {"a": 0.5}):
        with pytest.raises(StepIsUnfit):
            checked(lines, tampered)


def test_the_middle_half_lies_around_the_median():
    found = spread(Line("a", 1, 100, -2, 2), -2, [-2, -1, -1, 0, 2])

    assert (found.lower, found.median, found.upper) == (-1, -1, 0)
    assert found.counts == (1, 2, 1, 0, 1)
    assert spread(Line("a", 1, 100, -2, 2), -2, []) is None


@pytest.fixture
def mayor(db):
    return RoleGrantFactory(role=Role.MAYORS_OFFICE).user


@pytest.fixture
def simulator(mayor, registers):
    made = set_up_simulator(actor=mayor, about=ABOUT, content=FILE)
    open_simulator(actor=mayor, simulator=made)
    made.refresh_from_db()
    return made


def fields(simulator, roads, bonds, do="send", **more):
    lines = [line.pk for line in simulator.lines.all()]
    return {f"line-{lines[0]}": roads, f"line-{lines[1]}": bonds, "do": do, **more}


def send(client, simulator, *steps, **more):
    page = reverse("budget:simulator", args=[simulator.pk])
    return client.post(page, fields(simulator, *steps, **more))


def test_a_balanced_one_is_kept_once_per_device_and_may_be_changed(simulator):
    device, other = Client(), Client()

    assert send(device, simulator, -1, 2).status_code == 302
    assert send(device, simulator, 0, 4).status_code == 302
    assert send(other, simulator, -1, 3).status_code == 302

    kept = [list(steps.values()) for steps in Submission.objects.values_list("steps", flat=True)]
    assert sorted(kept) == [[-1, 3], [0, 4]]


def test_an_account_has_one_whatever_the_device(simulator):
    user = UserFactory()
    for _ in range(2):
        client = Client()
        client.force_login(user)
        send(client, simulator, -1, 2)

    assert Submission.objects.get().user == user


@pytest.mark.parametrize("steps", [(0, 0), (-2, 4), (3, 4), ("x", 4), (-1, 99)])
def test_what_is_unbalanced_or_tampered_with_is_refused_and_not_kept(client, simulator, steps):
    answer = send(client, simulator, *steps)

    assert answer.status_code == 422
    assert not Submission.objects.exists()


def test_a_line_of_another_simulator_is_refused(client, simulator):
    answer = send(client, simulator, -1, 2, **{"line-999999": 1})

    assert answer.status_code == 422
    assert not Submission.objects.exists()


def test_what_is_saved_may_be_unbalanced_and_is_there_again(client, simulator):
    send(client, simulator, 1, 0, do="save", comment="あとで")

    held = Submission.objects.get()
    assert (held.sent_at, held.comment) == (None, "あとで")
    page = client.get(reverse("budget:simulator", args=[simulator.pk])).content.decode()
    assert 'value="1"' in page
    assert "あとで" in page


def test_what_was_sent_is_not_replaced_by_what_is_unbalanced(client, simulator):
    send(client, simulator, -1, 2)

    assert send(client, simulator, 0, 0, do="save").status_code == 422
    assert list(Submission.objects.get().steps.values()) == [-1, 2]


def test_buttons_move_a_line_by_one_without_a_script_and_keep_nothing(client, simulator):
    roads = simulator.lines.first()
    page = reverse("budget:simulator", args=[simulator.pk])
    typed = fields(simulator, 0, 0, do="") | {"less": roads.pk}

    answer = client.post(page, typed).content.decode()

    assert 'value="-1"' in answer
    assert "補修が遅れます。" in answer
    assert not Submission.objects.exists()


def test_staff_enter_what_was_chosen_at_events(simulator):
    clerk = RoleGrantFactory(role=Role.COUNTER_CLERK).user
    steps = {str(line.pk): step for line, step in zip(simulator.lines.all(), (-1, 2), strict=True)}
    for _ in range(2):
        enter_answer(actor=clerk, simulator=simulator, answer=Answer(steps))

    assert Submission.objects.filter(channel="outreach").count() == 2
    with pytest.raises(OnlyStaffEnter):
        enter_answer(actor=UserFactory(), simulator=simulator, answer=Answer(steps))
    with pytest.raises(BudgetIsNotBalanced):
        enter_answer(actor=clerk, simulator=simulator, answer=Answer({}))
    with pytest.raises(StepIsRefused):
        enter_answer(actor=clerk, simulator=simulator, answer=Answer({"9": 1}))


def test_small_numbers_of_a_breakdown_are_not_told(mayor, simulator):
    for number in range(6):
        send(Client(), simulator, -1, 2, age="from_20" if number else "from_75")
    close_simulator(actor=mayor, simulator=simulator)

    results = results_of(simulator)

    ages = {str(name): count for name, count in results.ages}
    assert (ages["20〜39歳"], ages["75歳以上"], ages["19歳以下"]) == (5, None, 0)
    assert [each.median_yen for each in results.lines] == [-100, 100]
    page = Client().get(reverse("budget:simulator", args=[simulator.pk])).content.decode()
    assert "市民全体を代表するものではありません" in page
    assert send(Client(), simulator, -1, 2).status_code == 422


def test_a_draft_is_seen_by_its_makers_and_what_is_open_stands(client, mayor, registers):
    made = set_up_simulator(actor=mayor, about=ABOUT, content=FILE)
    page = reverse("budget:simulator", args=[made.pk])

    assert client.get(page).status_code == 404
    client.force_login(mayor)
    assert client.get(page).status_code == 200
    assert send(client, made, -1, 2).status_code == 422
    open_simulator(actor=mayor, simulator=made)
    for deed in (open_simulator, open_simulator):
        with pytest.raises(SimulatorCannotChange):
            deed(actor=mayor, simulator=made)
    with pytest.raises(OnlyTheMayorsOffice):
        close_simulator(actor=UserFactory(), simulator=made)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"roads,expenditure", b"roads,elsewhere"),
        (b"900,100,-3,2", b"900,0,-3,2"),
        (b"900,100,-3,2", b"900,100,1,2"),
        ("法令による点検".encode(), b""),
        ("早く直ります。".encode(), b""),
        (",1,早".encode(), ",9,早".encode()),
        (b"900", b"many"),
    ],
)
def test_a_file_with_a_wrong_line_is_refused_whole(mayor, old, new):
    with pytest.raises(SimulatorLineIsUnfit):
        set_up_simulator(actor=mayor, about=ABOUT, content=FILE.replace(old, new))

    assert not Simulator.objects.exists()


def test_one_that_nobody_could_balance_is_refused(mayor):
    about = About("x", "x", "x", "x", 10_000)

    with pytest.raises(SimulatorHasNoLine):
        set_up_simulator(actor=mayor, about=about, content=FILE)


def test_nothing_is_taken_before_it_is_open(mayor, registers):
    made = set_up_simulator(actor=mayor, about=ABOUT, content=FILE)

    with pytest.raises(SimulatorIsNotOpen):
        enter_answer(
            actor=RoleGrantFactory(role=Role.COUNTER_CLERK).user, simulator=made, answer=Answer({})
        )

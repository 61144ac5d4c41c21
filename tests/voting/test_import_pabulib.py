"""Real and invented elections go through the command and come to the winners of their files."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from portal.lifecycle.models import Cycle
from tests.voting.counting.elections import PABULIB_DIR, needs_real_files
from tests.voting.counting.test_real_files import EXACT
from voting.models import BallotGroup, Election
from voting.selectors.agreement import Agreement, agreement_of, recount
from voting.states import ElectionState

pytestmark = pytest.mark.django_db

VECTORS = sorted(Path(__file__).parents[1].glob("vectors/pabulib/*.pb"))
INVENTED = sorted(Path(settings.BASE_DIR).glob("portal/demo/data/votes/*.pb"))
# Each takes some seconds, because nearly every ballot differs from every other; Łódź has more
# votes than both, and is loaded each time.
MANY_GROUPS = {"Poland_Krakow_2024.pb", "Poland_Warszawa_2026.pb"}
REAL = [
    pytest.param(name, marks=[pytest.mark.full] if name in MANY_GROUPS else []) for name in EXACT
]


def import_pabulib(path, name="むかしの投票"):
    said = StringIO()
    call_command("import_pabulib", str(path), cycle_name=name, stdout=said)
    return said.getvalue()


@needs_real_files
@pytest.mark.parametrize("name", REAL)
def test_a_real_election_is_loaded_and_recounts_to_its_winners(name):
    said = import_pabulib(PABULIB_DIR / name)

    election = Election.objects.get()
    assert agreement_of(election, election.result) == Agreement.EQUAL
    assert "the funded set equals the file's" in said
    assert election.state == ElectionState.CERTIFIED
    assert sum(BallotGroup.objects.values_list("count", flat=True)) == election.ballot_count


@needs_real_files
def test_a_real_election_can_be_counted_again_from_what_is_stored():
    import_pabulib(PABULIB_DIR / "Poland_Krakow_2023_Nowa_Huta.pb")

    assert recount(Election.objects.get().result) == []


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.name)
def test_an_election_counted_by_hand_comes_to_the_same(path):
    assert "the funded set equals the file's" in import_pabulib(path)


def test_there_are_elections_counted_by_hand():
    assert len(VECTORS) == 3


@pytest.mark.parametrize("path", INVENTED, ids=lambda path: path.name)
def test_an_invented_election_of_the_demo_loads(path):
    said = import_pabulib(path)

    if "budget" in path.name or "shiokaze" in path.name:
        assert "the funded set equals the file's" in said
        assert Election.objects.get().result.outcome["ties"]


def test_the_demo_has_budget_and_priority_elections():
    assert {"city_past_budget.pb", "city_past_priorities.pb", "shiokaze_2025.pb"} <= {
        path.name for path in INVENTED
    }


def test_progress_is_told_in_plain_lines_where_there_is_no_terminal():
    said = import_pabulib(VECTORS[0])

    size = VECTORS[0].stat().st_size
    assert said.splitlines()[:2] == [
        f"Reading: {size:,} bytes",
        "Storing: 4 groups of identical ballots",
    ]
    assert said.splitlines()[-1] == Cycle.objects.get().get_absolute_url().replace("", "/en", 1)


class Terminal(StringIO):
    def isatty(self):
        return True


def test_progress_is_a_bar_on_a_terminal():
    said = Terminal()

    call_command("import_pabulib", str(VECTORS[0]), cycle_name="むかし", stdout=said)

    assert f"\rReading [{'#' * 30}] 100%\n" in said.getvalue()
    assert f"\rStoring [{'#' * 30}] 100%\n" in said.getvalue()


def test_a_broken_file_is_one_clear_line(tmp_path):
    broken = tmp_path / "broken.pb"
    broken.write_text(VECTORS[0].read_text(encoding="utf-8").replace("4;B", "4;Z"))

    with pytest.raises(CommandError) as refusal:
        import_pabulib(broken)

    (line,) = str(refusal.value).splitlines()
    assert line == "broken.pb: line 26: The vote names project Z, which does not exist."
    assert refusal.value.returncode == 1
    assert not Cycle.objects.exists()


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path):
    with pytest.raises(CommandError, match="No such file or directory"):
        import_pabulib(tmp_path / "none.pb")


def test_a_second_time_the_address_of_the_cycle_is_told():
    import_pabulib(VECTORS[0])

    with pytest.raises(CommandError, match=Cycle.objects.get().slug):
        import_pabulib(VECTORS[0])


def test_all_results_can_be_counted_again_by_one_command():
    for path in VECTORS:
        import_pabulib(path, name=path.stem)
    said = StringIO()

    call_command("recount_elections", stdout=said)

    assert said.getvalue().count(": equal\n") == len(VECTORS)

"""Real elections recount to the winners that their cities announced (README of the folder).

What pabutools and pabulib-checker said of them stands in tests/vectors/counting/oracles.json, with
what they were asked about; `python -m benchmarks.oracles` asks them again where that has changed.
"""

import pytest

from benchmarks.oracles.outcomes import RULES, asked, known, shown
from tests.voting.counting.elections import PABULIB_DIR, needs_real_files
from voting.counting import Result, count, read_pabulib, recorded_rule

pytestmark = needs_real_files


def rows_of_readme() -> list[list[str]]:
    if not PABULIB_DIR.is_dir():
        return []
    text = (PABULIB_DIR / "README.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines()]
    return [row for row in rows if row[0].endswith(".pb")]


EXACT = [row[0] for row in rows_of_readme() if "exact" in row[-1]]


def test_the_readme_names_the_files_to_recount():
    assert len(EXACT) == 13


@pytest.mark.parametrize("name", EXACT)
def test_a_real_election_recounts_to_its_winners(name):
    instance = read_pabulib(PABULIB_DIR / name)
    result = count(instance, recorded_rule(instance))
    funded = {p.id for p in instance.projects if p.columns["selected"] == "1"}
    assert set(result.winners) == funded
    assert Result.from_json(result.to_json()) == result


every_file = pytest.mark.parametrize(
    "path", sorted(PABULIB_DIR.glob("*.pb")), ids=lambda path: path.name
)


def test_the_peers_were_asked_about_every_file():
    assert known().keys() == {path.name for path in PABULIB_DIR.glob("*.pb")}


@every_file
def test_pabutools_funds_the_same_projects(path):
    instance = read_pabulib(path, keep_voter_rows=False)
    ours = {name: sorted(rule.count(instance).winners) for name, rule in RULES.items()}
    assert ours == known()[path.name]["winners"]


@every_file
def test_the_peers_saw_this_file_and_the_checker_finds_nothing_wrong_with_what_we_write(path):
    told = known()[path.name]
    files = shown(read_pabulib(path))
    asked_now = asked(path, files)
    assert {key: told[key] for key in asked_now} == asked_now
    assert told["errors"] == {name: {} for name in files}


@pytest.mark.parametrize("row", rows_of_readme(), ids=lambda row: row[0])
def test_a_real_file_is_read_whole(row):
    instance = read_pabulib(PABULIB_DIR / row[0])
    assert len(instance.projects) == int(row[3])
    assert instance.ballots.number_of_voters == int(row[4])
    assert instance.ballots.vote_type == row[6]
    assert instance.voter_rows is not None
    assert len(instance.voter_rows.ids) == int(row[4])


def test_a_file_may_be_read_without_its_voters():
    path = PABULIB_DIR / "Poland_Swiecie_2023.pb"
    lean = read_pabulib(path, keep_voter_rows=False)
    assert lean.voter_rows is None
    assert lean.fingerprint == read_pabulib(path).fingerprint

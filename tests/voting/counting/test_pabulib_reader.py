"""What the reader keeps of a file, and each way in which it refuses one."""

from fractions import Fraction
from io import BytesIO, StringIO

import pytest

from tests.voting.counting.elections import META, PROJECTS, VOTES, pb, read
from voting.counting import BrokenPabulibFile, Instance, read_pabulib


def rows(instance: Instance) -> list[tuple[int, tuple[tuple[str, Fraction], ...]]]:
    """Each group with project ids and points, as one reads it in the file."""
    ballots = instance.ballots
    return [
        (count, tuple((instance.projects[p].id, Fraction(n, ballots.point_unit)) for p, n in picks))
        for count, picks in ballots.rows()
    ]


def test_identical_ballots_are_held_once_whatever_the_order_of_their_picks():
    instance = read(pb(votes=("voter_id;vote", "1;A,B", "2;B,A", "3;C", "4;")))
    assert rows(instance) == [(2, (("A", 1), ("B", 1))), (1, (("C", 1),)), (1, ())]
    assert instance.ballots.votes == [2, 2, 1]


def test_supporters_are_found_by_project():
    a, b, c = read(pb(votes=("voter_id;vote", "1;A,B", "2;B,A", "3;B"))).ballots.supporters
    assert (a.groups.tolist(), a.counts.tolist(), a.points.tolist()) == ([0], [2], [1])
    assert (b.groups.tolist(), b.counts.tolist()) == ([0, 1], [2, 1])
    assert c.groups.tolist() == []


def test_a_ranking_keeps_its_order_and_counts_down_from_max_length():
    votes = ("voter_id;vote", "1;A,B", "2;B,A", "3;B,A")
    ordinal = read(pb(meta={"vote_type": "ordinal", "max_length": "3"}, votes=votes))
    assert rows(ordinal) == [(1, (("A", 3), ("B", 2))), (2, (("B", 3), ("A", 2)))]
    assert ordinal.ballots.scores == [3 + 2 * 2, 2 + 2 * 3, 0]


def test_a_ranking_without_max_length_counts_down_from_the_number_of_projects():
    votes = ("voter_id;vote", "1;A")
    assert read(pb(meta={"vote_type": "ordinal"}, votes=votes)).ballots.scores == [3, 0, 0]


def test_points_may_be_decimals_and_are_counted_exactly():
    votes = ("voter_id;vote;points", "1;A,B;0.1,2", "2;B,A;2,0.1", "3;A;0.2")
    instance = read(pb(meta={"vote_type": "cumulative"}, votes=votes))
    assert rows(instance) == [
        (2, (("A", Fraction(1, 10)), ("B", 2))),
        (1, (("A", Fraction(1, 5)),)),
    ]
    assert Fraction(instance.ballots.scores[0], instance.ballots.point_unit) == Fraction(2, 5)


def test_scoring_gives_default_score_to_what_a_voter_does_not_name():
    votes = ("voter_id;vote;points", "1;A;-3", "2;B;5")
    instance = read(pb(meta={"vote_type": "scoring", "default_score": "1"}, votes=votes))
    assert instance.ballots.scores == [-3 + 1, 5 + 1, 2]


def test_choose_1_takes_one_pick():
    instance = read(pb(meta={"vote_type": "choose-1"}, votes=("voter_id;vote", "1;B")))
    assert instance.ballots.votes == [0, 1, 0]


def test_columns_and_keys_that_the_format_does_not_know_are_kept():
    instance = read(
        pb(
            meta={"mascot": "ちはなちゃん"},
            projects=("project_id;name;cost;ward;colour", "A;遊び場;60;中央区;緑"),
            votes=("age;voter_id;vote;tide", "33;x;A;high", "34;y;A;high", "33;z;;low"),
        )
    )
    assert instance.meta["mascot"] == "ちはなちゃん"
    (project,) = instance.projects
    assert (project.name, project.columns) == ("遊び場", {"ward": "中央区", "colour": "緑"})
    assert instance.voter_rows is not None
    assert instance.voter_rows.columns == ("age", "tide")
    assert instance.voter_rows.ids == ("x", "y", "z")
    assert instance.voter_rows.cells == (("33", "high"), ("34", "high"), ("33", "low"))
    assert instance.voter_rows.groups == (0, 0, 1)


def test_costs_may_have_decimals():
    instance = read(
        pb(
            meta={"budget": "735616.25"},
            projects=("project_id;cost", "A;60.5"),
            votes=("voter_id;vote", "1;A"),
        )
    )
    assert (instance.budget, instance.projects[0].cost) == (Fraction(2942465, 4), Fraction(121, 2))
    assert (instance.money_unit, instance.costs, instance.budget_units) == (4, [242], 2942465)


@pytest.mark.parametrize(
    "dress",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\n\n").encode(),
        lambda text: text.replace("A,B", '"A,B"').replace("PROJECTS", "Projects;;").encode(),
        lambda text: text.replace("VOTES", "VOTES;;;;").replace("2;A\n", "2;A;;;\n").encode(),
        lambda text: text.replace("A,B", "A, B").replace("META", " meta ").encode(),
    ],
    ids=["plain", "BOM", "CRLF", "blank lines", "quotes", "spreadsheet", "spaces"],
)
def test_a_file_may_come_in_any_dress(dress):
    assert read_pabulib(BytesIO(dress(pb()))).fingerprint == read(pb()).fingerprint


def test_a_file_may_be_a_path_or_open_as_text(tmp_path):
    path = tmp_path / "ためし.pb"
    path.write_text(pb(), encoding="utf-8")
    expected = read(pb()).fingerprint
    assert read_pabulib(path).fingerprint == expected
    assert read_pabulib(str(path)).fingerprint == expected
    assert read_pabulib(StringIO("\ufeff" + pb())).fingerprint == expected


def test_a_cell_may_hold_line_ends_and_the_lines_after_it_keep_their_numbers():
    name = '"遊び場\nと砂場"'
    good = pb(projects=("project_id;cost;name", f"A;60;{name}", "B;50;", "C;40;"))
    assert read(good).projects[0].name == "遊び場\nと砂場"
    broken = pb(projects=("project_id;cost;name", f"A;60;{name}", "B;x;", "C;40;"))
    with pytest.raises(BrokenPabulibFile) as refused:
        read(broken)
    assert broken.splitlines()[refused.value.line - 1] == "B;x;"


CUMULATIVE: dict[str, str | None] = {
    "vote_type": "cumulative",
    "min_points": "1",
    "max_points": "9",
}


NOT_NUMBERS = ["many", "1e6", "1,5", "inf", "１００", "1_000", "1.", "9" * 19, f"0.{10**12}"]
POINTS = ("voter_id;vote;points",)
SCORE = ("project_id;cost;score", "A;6;7")
ONE = ("voter_id;vote", "1;A")


def refused(text: str | bytes) -> BrokenPabulibFile:
    with pytest.raises(BrokenPabulibFile) as refusal:
        read_pabulib(BytesIO(text if isinstance(text, bytes) else text.encode()))
    return refusal.value


@pytest.mark.parametrize(
    ("code", "faulty_line", "text"),
    [
        # The file as text
        ("bad_quoting", '1;"A', pb().replace("1;A,B", '1;"A')),
        ("bad_quoting", '1;"A"B', pb().replace("1;A,B", '1;"A"B')),
        ("outside_sections", "hello;", "hello;\n" + pb()),
        ("wrong_width", PROJECTS[0], pb().replace("PROJECTS\n", "")),
        ("missing_section", "VOTES", pb().replace("PROJECTS\n" + "\n".join(PROJECTS) + "\n", "")),
        ("missing_section", "PROJECTS", "PROJECTS" + pb().split("PROJECTS")[1]),
        ("misplaced_section", "META", pb() + "META\n"),
        ("misplaced_section", "META;", pb().replace("PROJECTS", "META;\nPROJECTS")),
        ("misplaced_section", "VOTES", pb() + "VOTES\n"),
        ("missing_column", "key;val", pb().replace("key;value", "key;val")),
        ("missing_column", "project_id;name", pb(projects=("project_id;name",), votes=VOTES[:1])),
        ("missing_column", "voter_id", pb(votes=("voter_id", "1"))),
        ("missing_column", "voter_id;vote", pb(meta=CUMULATIVE)),
        ("duplicate_column", "voter_id;vote;vote", pb(votes=("voter_id;vote;vote",))),
        ("wrong_width", "2;A;x", pb().replace("2;A\n", "2;A;x\n")),
        ("wrong_width", "2", pb().replace("2;A\n", "2\n")),
        # META
        *[
            ("missing_meta", "key;value", pb(meta={key: None}))
            for key in META
            if key not in {"num_projects", "num_votes"}
        ],
        ("missing_meta", "key;value", pb(meta={"num_votes": None})),
        ("missing_meta", "budget;", pb(meta={"budget": ""})),
        ("duplicate_meta", "unit;Chiba2", pb().replace("unit;Chiba", "unit;Chiba\nunit;Chiba2")),
        ("unknown_vote_type", "vote_type;shout", pb(meta={"vote_type": "shout"})),
        ("negative_budget", "budget;-1", pb(meta={"budget": "-1"})),
        *[
            ("bad_number", f"budget;{value}", pb(meta={"budget": value}))
            for value in NOT_NUMBERS
        ],
        ("bad_number", "num_projects;3.5", pb(meta={"num_projects": "3.5"})),
        ("bad_number", "num_votes;-4", pb(meta={"num_votes": "-4"})),
        ("bad_number", "max_length;few", pb(meta={"max_length": "few"})),
        ("wrong_count", "num_projects;2", pb(meta={"num_projects": "2"})),
        ("wrong_count", "num_votes;5", pb(meta={"num_votes": "5"})),
        # PROJECTS
        ("no_projects", "num_projects;0", pb(projects=PROJECTS[:1], votes=VOTES[:1])),
        ("empty_id", ";60;遊び場", pb().replace("A;60", ";60")),
        ("duplicate_project", "A;50;図書館", pb().replace("B;50", "A;50")),
        ("bad_number", "B;free;図書館", pb().replace("B;50", "B;free")),
        ("cost_not_positive", "B;0;図書館", pb().replace("B;50", "B;0")),
        ("cost_not_positive", "B;-50;図書館", pb().replace("B;50", "B;-50")),
        ("wrong_count", "A;60;4", pb(projects=("project_id;cost;votes", "A;60;4"), votes=ONE)),
        ("bad_number", "A;60;x", pb(projects=("project_id;cost;votes", "A;60;x"), votes=ONE)),
        ("wrong_count", "A;6;7", pb(meta=CUMULATIVE, projects=SCORE, votes=(*POINTS, "1;A;6"))),
        # VOTES
        ("duplicate_voter", "1;A", pb().replace("2;A\n", "1;A\n")),
        ("empty_id", ";A", pb().replace("2;A\n", ";A\n")),
        ("unknown_project", "1;A,Z", pb().replace("A,B", "A,Z")),
        ("unknown_project", "1;A,", pb().replace("A,B", "A,")),
        ("duplicate_pick", "1;A,A", pb().replace("A,B", "A,A")),
        ("duplicate_pick", "1;A,B, A", pb().replace("A,B", "A,B, A")),
        ("too_many_picks", "1;A,B", pb(meta={"max_length": "1"})),
        ("too_few_picks", "2;A", pb(meta={"min_length": "2"})),
        ("too_many_picks", "1;A,B", pb(meta={"vote_type": "choose-1"})),
        ("too_few_picks", "1;", pb(meta={"vote_type": "choose-1"}, votes=("voter_id;vote", "1;"))),
        *[
            (code, row, pb(meta=CUMULATIVE, votes=(*POINTS, "0;A;9", row)))
            for code, row in (
                ("points_do_not_match", "1;A,B;1"),
                ("points_do_not_match", "1;A,B;"),
                ("points_do_not_match", "1;;1"),
                ("bad_number", "1;A;one"),
                ("points_out_of_range", "1;A;0.5"),
                ("points_out_of_range", "1;A;10"),
            )
        ],
        *[
            ("points_out_of_range", row, pb(meta={"vote_type": kind}, votes=(*POINTS, row)))
            for kind, row in (
                ("cumulative", "1;A;-1"),
                ("scoring", "1;A;1000001"),
                ("scoring", "1;A;-1000001"),
                ("scoring", "1;A;0.0000001"),
            )
        ],
        *[
            ("points_out_of_range", f"{key};{value}", pb(meta={"vote_type": kind, key: value}))
            for kind, key, value in (
                ("scoring", "default_score", "1000001"),
                ("scoring", "default_score", "0.0000001"),
                ("ordinal", "max_length", "1000001"),
            )
        ],
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_its_line_and_reason(code, faulty_line, text):
    refusal = refused(text)
    assert refusal.code == code
    assert text.splitlines()[refusal.line - 1] == faulty_line


def test_an_empty_file_lacks_meta():
    refusal = refused("")
    assert (refusal.code, refusal.values, refusal.line) == (
        "missing_section",
        {"section": "META"},
        1,
    )


def test_a_file_that_ends_early_lacks_its_votes():
    refusal = refused(pb().split("VOTES")[0])
    assert (refusal.code, refusal.values) == ("missing_section", {"section": "VOTES"})


@pytest.mark.parametrize("encoding", ["cp932", "euc-jp", "utf-16"])
def test_another_encoding_is_refused_on_its_first_foreign_line(encoding):
    refusal = refused(pb().encode(encoding))
    assert refusal.code == "wrong_encoding"
    assert refusal.line == (1 if encoding == "utf-16" else 3)


def test_the_refusal_is_a_sentence_in_both_languages():
    refusal = refused(pb().replace("A,B", "A,Z"))
    line = pb().splitlines().index("1;A,B") + 1
    assert str(refusal) == f"line {line}: The vote names project Z, which does not exist."
    assert refusal.sentence("ja") == f"{line}行目：票にある「Z」という提案はありません。"

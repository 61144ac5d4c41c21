"""The command: what it prints, by which rule it counts, and its one line for whatever is wrong."""

import json
import runpy
import subprocess
import sys
from fractions import Fraction

import pytest

from tests.voting.counting.elections import META, pb
from voting.counting import (
    Add1,
    Cap,
    EqualShares,
    Greedy,
    GreedyThreshold,
    Phragmen,
    Quota,
    Result,
    Rule,
    Utilitarian,
    count,
    read_pabulib,
    rule_to_json,
)
from voting.counting.command import BUILT_IN, main
from voting.counting.explanation import effort


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "投票.pb"
    path.write_text(pb(), encoding="utf-8")
    return path


@pytest.fixture
def run(file, capsys):
    """Run the command on the file; its exit code, output and error output."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main([str(file), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def result_of(run, *words: str) -> Result:
    code, out, err = run(*words, "--json")
    assert (code, err) == (0, "")
    return Result.from_json(json.loads(out))


def test_without_a_rule_the_recorded_one_counts(run, file):
    expected = count(read_pabulib(file), Greedy())
    assert result_of(run) == result_of(run, "--rule", "recorded") == expected


def test_json_tells_rule_winners_cost_ties_and_projects(run):
    _, out, _ = run("--json")
    document = json.loads(out)
    assert document["rule"]["name"] == "greedy"
    assert document["winners"] == ["A", "C"]
    assert document["cost"] == 100
    assert document["ties"] == []
    assert document["projects"]["B"]["votes"] == 2


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_built_in_rule_counts(run, file, name):
    assert result_of(run, "--rule", name) == count(read_pabulib(file), BUILT_IN[name])


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (["equal-shares", "--completion", "none"], EqualShares()),
        (["equal-shares", "--utilities", "cardinality"], EqualShares(utilities="cardinality")),
        (["equal-shares", "--completion", "add1"], EqualShares(completions=(Add1(),))),
        (
            ["equal-shares", "--completion", "utilitarian", "add1"],
            EqualShares(completions=(Utilitarian(), Add1())),
        ),
        (
            [
                *("equal-shares", "--completion", "add1", "--step", "0.5", "--start", "floor"),
                *("--stop-when-exhaustive", "--completion", "utilitarian", "--min-score", "1"),
            ],
            EqualShares(
                min_score=Fraction(1),
                completions=(
                    Add1(step=Fraction(1, 2), start="floor", stop_when_exhaustive=True),
                    Utilitarian(),
                ),
            ),
        ),
        (["phragmen", "--min-score", "2"], Phragmen(min_score=Fraction(2))),
        (["greedy-threshold", "--min-score", "2"], GreedyThreshold(min_score=Fraction(2))),
    ],
)
def test_options_make_the_rule(run, words, rule):
    assert result_of(run, "--rule", *words).rule == rule


def test_the_threshold_comes_from_the_file_where_none_is_given(run, file):
    file.write_text(pb(meta={"min_project_score_threshold": "2"}), encoding="utf-8")
    assert result_of(run, "--rule", "greedy-threshold").winners == ("A",)
    assert result_of(run, "--rule", "greedy-threshold", "--min-score", "0").winners == ("A", "C")


def test_a_rule_may_be_a_file(run, tmp_path):
    rule: Rule = EqualShares(
        caps=(Cap("ward", "緑区", cost=Fraction("0.5")),),
        quotas=(Quota(most=1),),
        completions=(Add1(step=Fraction("2.5")),),
    )
    path = tmp_path / "rule.json"
    path.write_text(json.dumps(rule_to_json(rule)), encoding="utf-8")
    result = result_of(run, "--rule", str(path))
    assert (result.rule, result.set_aside) == (rule, 2)
    # A decimal in JSON is taken as it is written, not as the float nearest to it.
    path.write_text('{"name": "greedy", "min_score": 0.1}', encoding="utf-8")
    assert result_of(run, "--rule", str(path)).rule == Greedy(min_score=Fraction(1, 10))


def test_a_rule_for_priorities_may_be_a_file_too(run, tmp_path):
    path = tmp_path / "rule.json"
    path.write_text('{"name": "condorcet", "quotas": [{"most": 1}]}', encoding="utf-8")
    code, out, _ = run("--rule", str(path), "--json")
    assert (code, json.loads(out)["order"]) == (0, ["A", "B", "C"])
    _, english, _ = run("--rule", str(path), "--lang", "en")
    assert english.splitlines()[0] == "1\t1\tA\t遊び場"
    assert "2 ballots broke a quota" in english
    _, japanese, _ = run("--rule", str(path))
    assert "同点：A, B。「A」を先にしました（くじの順）。" in japanese


@pytest.mark.parametrize("text", ["C\nB\n\nA\n", '["C", "B", "A"]', "\ufeffC\r\nB\r\nA"])
def test_a_lot_order_is_a_file_of_ids(run, tmp_path, text):
    path = tmp_path / "lots"
    path.write_text(text, encoding="utf-8")
    assert result_of(run, "--tie-order", str(path)).rule == Greedy(tie_order=("C", "B", "A"))


def test_the_table_tells_ranks_costs_and_what_it_was_counted_from(run, file):
    code, out, err = run("--lang", "en")
    fingerprint = read_pabulib(file).fingerprint
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "result\trank\tscore\tcost\tid\tproject",
        "funded\t1\t3\t60\tA\t遊び場",
        "-\t2\t2\t50\tB\t図書館",
        "funded\t3\t1\t40\tC\t畑",
        "greedy: 2 of 3 funded, cost 100, budget 100, left 0",
        f"SHA-256 of the input: {fingerprint}; version of the count: 1",
    ]
    _, japanese, _ = run()
    assert "採択\t1\t3\t60\tA\t遊び場" in japanese


def test_explain_says_why_in_a_sentence(run):
    _, japanese, _ = run("--explain", "B")
    assert japanese == (
        "「図書館」は採択されませんでした（2票で2位、費用は50）。"
        "順番が来たときに残っていた予算では、10足りませんでした。"
        "この提案だけを選ぶ人があと1人いれば、予算の範囲に入っていました。"
        "費用があと10少なければ、予算の範囲に入っていました。\n"
    )
    _, english, _ = run("--explain", "A", "--lang=en")
    assert english == "“遊び場” is funded (votes: 3, rank: 1, cost: 60).\n"


def test_explain_ends_after_so_many_recounts_and_says_so(run, monkeypatch):
    monkeypatch.setattr(effort, "PICKS_FOR_ONE", 20_000)
    _, japanese, _ = run("--explain", "B")
    sentence, bound = japanese.splitlines()
    assert sentence.endswith("10足りませんでした。")
    assert bound.startswith("何がどれだけ足りなかったかは、")
    _, english, _ = run("--explain", "B", "--lang=en")
    assert english.splitlines()[1].startswith("How little was missing was not found")


SHARES = ("--rule", "equal-shares")
ADD1 = (*SHARES, "--completion", "add1")
PHRAGMEN = ("--rule", "phragmen")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--rule", "dictator"], "'dictator' is neither a rule nor a file."),
        (["--explain", "Z"], "There is no project Z."),
        ([*ADD1, "--step", "0"], "The step by which shares are raised must be positive."),
        (["--step", "1"], "--step goes with --rule equal-shares only."),
        ([*PHRAGMEN, "--completion", "none"], "--completion goes with --rule equal-shares only."),
        (["--utilities", "cost"], "--utilities goes with --rule equal-shares only."),
        ([*SHARES, "--start", "floor"], "--start goes with --completion add1 only."),
        ([*ADD1, "none"], "none goes with --completion none only."),
        (["--rule", "greedy", "--step", "0"], "--step goes with --rule equal-shares only."),
        (["--tie-order", "/nowhere"], "/nowhere cannot be opened: No such file or directory"),
    ],
)  # fmt: skip
def test_whatever_is_wrong_is_one_line_and_exit_code_2(run, words, line):
    assert run(*words, "--lang", "en") == (2, "", line + "\n")


@pytest.mark.parametrize(
    "words",
    [
        ["--min-score", "1"],
        ["--rule", "greedy", "--min-score", "a few"],
        ["--no-such-option"],
        ["--lang", "fr"],
        ["one more file"],
    ],
)
def test_a_command_that_cannot_be_understood_is_one_line_too(run, words):
    code, out, err = run(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_number_that_is_none_is_named_with_its_flag(run):
    assert "argument --step: 'a few' is not a number" in run("--step", "a few")[2]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", ["--rule", "FILE"]),
        (b"\xff", ["--rule", "FILE"]),
        (b"[1]", ["--rule", "FILE"]),
        (b'{"name": "greedy", "weights": {"voters": 99}}', ["--rule", "FILE"]),
        (b"[1]", ["--tie-order", "FILE"]),
        (b"[", ["--tie-order", "FILE"]),
        (b"A\nB\n", ["--tie-order", "FILE"]),
        (b"\n", ["--tie-order", "FILE"]),
        (b"\xff", ["--tie-order", "FILE"]),
    ],
)
def test_a_bad_rule_or_lot_order_is_one_line_too(run, tmp_path, content, words):
    path = tmp_path / "given"
    path.write_bytes(content)
    code, out, err = run(*(str(path) if word == "FILE" else word for word in words))
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_bad_file_is_one_line_with_its_number(run, file):
    file.write_text(pb().replace("1;A,B", "1;A,Z"), encoding="utf-8")
    line = 2 + len(META) + 1 + 4 + 1 + 2
    english = f"line {line}: The vote names project Z, which does not exist.\n"
    assert run("--lang", "en") == (2, "", english)
    assert run() == (2, "", f"{line}行目：票にある「Z」という提案はありません。\n")


def test_a_file_that_is_not_there_is_one_line(tmp_path, capsys):
    assert main([str(tmp_path / "nothing.pb")]) == 2
    assert capsys.readouterr().err.startswith(str(tmp_path / "nothing.pb") + "を開けません")


def test_help_is_in_the_language_that_was_asked_for(run, capsys):
    for language, word in (("ja", "くじの順"), ("en", "lot order")):
        with pytest.raises(SystemExit) as ended:
            run("--help", "--lang", language)
        assert ended.value.code == 0
        assert word in capsys.readouterr().out


def test_it_runs_as_a_module(file, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["voting.counting", str(file), "--json"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("voting.counting", run_name="__main__")
    assert ended.value.code == 0
    assert json.loads(capsys.readouterr().out)["winners"] == ["A", "C"]


def test_it_runs_without_django(file):
    """With numpy and the standard library alone: what would find Django finds an error."""
    program = (
        "import sys; sys.modules.update(dict.fromkeys(['django', 'channels', 'asgiref']));"
        "from voting.counting.command import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(file), "--rule", "phragmen", "--json"],
        check=True,
        capture_output=True,
    )
    assert json.loads(done.stdout)["rule"]["name"] == "phragmen"


@pytest.fixture
def bodies(tmp_path):
    """Citizens, a committee and a survey of which totals are known; and a rule that weighs them."""
    votes = ("voter_id;vote", "1;B", "2;B", "3;A")
    (tmp_path / "committee.pb").write_text(pb(votes=votes), encoding="utf-8")
    (tmp_path / "survey.csv").write_text("project_id,total\nC,6.5\nA,1\nB,0\n", encoding="utf-8")
    weights = {"citizens": 50, "committee": 30, "survey": 20}
    rule = json.dumps({"name": "greedy", "weights": weights})
    (tmp_path / "rule.json").write_text(rule, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run_bodies(bodies, file, capsys):
    def run(*words: str) -> tuple[int, str, str]:
        named = [f"citizens={file}", f"committee={bodies}/committee.pb"]
        code = main([*named, *words, "--rule", f"{bodies}/rule.json", "--json"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_electorates_with_weights_have_a_file_each(run_bodies, bodies):
    code, out, _ = run_bodies(f"survey={bodies}/survey.csv")
    projects = json.loads(out)["projects"]
    # A: 50 x 3/6 + 30 x 1/3 + 20 x 1/7.5; votes 3 + 1 + 1.
    assert code == 0
    assert projects["A"]["score"] == "113/3"
    assert projects["A"]["votes"] == 5
    assert projects["C"]["score"] == "77/3"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("project_id;total\nA;1\nB;2\n", "「C」"),
        ("project_id,total\nA,1\nB,2\nC,few\n", "「C」"),
        ("project_id,total\nA,1\nB,2\nC,-1\n", "「C」"),
        ("project_id,total\nA,1\nA,2\nC,1\n", "「A」"),
        ("project_id,total\nA,1\nZ,2\n", "「Z」"),
        ("", "「A」"),
    ],
)
def test_totals_that_do_not_fit_are_refused_with_the_project(run_bodies, bodies, content, said):
    (bodies / "survey.csv").write_text(content, encoding="utf-8")
    code, out, err = run_bodies(f"survey={bodies}/survey.csv")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_files_that_are_no_electorates_of_one_election_are_refused(run_bodies, bodies, capsys):
    other = bodies / "other.pb"
    other.write_text(pb(meta={"budget": "99"}), encoding="utf-8")
    assert "予算が最初のファイルと違います" in run_bodies(f"survey={other}")[2]
    assert "重みは" in run_bodies()[2]
    other.write_bytes(b"\xff")
    assert "other.csv" in run_bodies(f"survey={other.rename(bodies / 'other.csv')}")[2]
    assert main([f"survey={bodies}/survey.csv"]) == 2
    assert "票のファイル（.pb）が1つは必要です" in capsys.readouterr().err


def test_the_name_of_a_file_may_have_an_equals_sign(tmp_path, capsys):
    path = tmp_path / "vote=2026.pb"
    path.write_text(pb(), encoding="utf-8")
    assert main([str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["winners"] == ["A", "C"]


def test_what_stands_after_utilitarian_has_nothing_to_do(run):
    filled = result_of(run, *SHARES, "--completion", "utilitarian")
    more = result_of(run, *SHARES, "--completion", "utilitarian", "add1")
    assert more.projects == filled.projects
    assert more.events == filled.events

"""What is said of a refused file, election or rule: Japanese and English side by side."""

from typing import Final

from voting.counting.sentences.both import Both

LINE: Final[Both] = {"ja": "{line}行目：{reason}", "en": "line {line}: {reason}"}

FAULTS: Final[dict[str, Both]] = {
    # The file as text
    "wrong_encoding": {
        "ja": "UTF-8の文字ではありません。",
        "en": "The text is not UTF-8.",
    },
    "bad_quoting": {
        "ja": "引用符または改行の書き方が正しくありません。",
        "en": "A quotation mark or a line end is out of place.",
    },
    "outside_sections": {
        "ja": "META、PROJECTS、VOTESのどの区分にも属さない行です。",
        "en": "The row belongs to none of the sections META, PROJECTS and VOTES.",
    },
    "missing_section": {
        "ja": "{section}の区分がありません。",
        "en": "The section {section} is missing.",
    },
    "misplaced_section": {
        "ja": "{section}の区分がここにあるのは誤りです。順序はMETA、PROJECTS、VOTESで、各1回です。",
        "en": "The section {section} is out of place: META, PROJECTS and VOTES come once each, in this order.",
    },
    "missing_column": {
        "ja": "{section}に列「{column}」がありません。",
        "en": "{section} has no column {column}.",
    },
    "duplicate_column": {
        "ja": "列「{column}」が2回あります。",
        "en": "The column {column} stands twice.",
    },
    "wrong_width": {
        "ja": "この行には{found}個の欄がありますが、見出しは{expected}個です。",
        "en": "The row has {found} cells, its header {expected}.",
    },
    # META
    "missing_meta": {
        "ja": "METAに「{key}」がありません。",
        "en": "META has no {key}.",
    },
    "duplicate_meta": {
        "ja": "METAの「{key}」が2回あります。",
        "en": "META has {key} twice.",
    },
    "unknown_vote_type": {
        "ja": "投票方式「{value}」は、approval、choose-1、cumulative、ordinal、scoringのどれでもありません。",
        "en": "The vote type {value} is none of approval, choose-1, cumulative, ordinal and scoring.",
    },
    "wrong_count": {
        "ja": "「{what}」は{stated}と書かれていますが、数えると{counted}です。",
        "en": "{what} is stated as {stated}, but there are {counted}.",
    },
    # Numbers
    "bad_number": {
        "ja": "「{column}」の値「{value}」は、12や735.50のような数ではありません。",
        "en": "{column} is {value!r}, which is not a number like 12 or 735.50.",
    },
    "negative_budget": {
        "ja": "予算「{value}」が負の数です。",
        "en": "The budget {value} is negative.",
    },
    "cost_not_positive": {
        "ja": "提案「{project}」の費用「{value}」が正の数ではありません。",
        "en": "The cost {value} of project {project} is not positive.",
    },
    # Projects
    "no_projects": {
        "ja": "提案が一つもありません。",
        "en": "There is no project.",
    },
    "empty_id": {
        "ja": "「{column}」が空です。",
        "en": "{column} is empty.",
    },
    "duplicate_project": {
        "ja": "提案「{project}」が2回あります。",
        "en": "Project {project} stands twice.",
    },
    # Votes
    "duplicate_voter": {
        "ja": "投票者「{voter}」が2回あります。",
        "en": "Voter {voter} stands twice.",
    },
    "unknown_project": {
        "ja": "票にある「{project}」という提案はありません。",
        "en": "The vote names project {project}, which does not exist.",
    },
    "duplicate_pick": {
        "ja": "1枚の票が提案「{project}」を2回挙げています。",
        "en": "The vote names project {project} twice.",
    },
    "too_many_picks": {
        "ja": "票が{found}件を挙げていますが、上限は{limit}件です。",
        "en": "The vote names {found} projects; at most {limit} are allowed.",
    },
    "too_few_picks": {
        "ja": "票が{found}件を挙げていますが、{limit}件以上が必要です。",
        "en": "The vote names {found} projects; at least {limit} are needed.",
    },
    "points_do_not_match": {
        "ja": "票は{picks}件を挙げていますが、点数は{points}個です。",
        "en": "The vote names {picks} projects, but gives {points} points.",
    },
    "points_out_of_range": {
        "ja": "点数「{value}」が範囲の外です。",
        "en": "{value} points are out of range.",
    },
    "unwritable_id": {
        "ja": "提案の番号「{project}」にコンマか前後の空白があるので、Pabulibの形式では書けません。",
        "en": "The project id {project!r} has a comma or outer spaces, so Pabulib's format cannot hold it.",
    },
    # Electorates
    "several_electorates": {
        "ja": "{found}つの投票者区分があるので、重みが必要です。",
        "en": "There are {found} electorates: the rule must weigh them.",
    },
    "no_ballots": {
        "ja": "投票者区分「{electorate}」には票がなく、合計だけがあります。",
        "en": "The electorate {electorate} has totals only, no ballots.",
    },
    "other_projects": {
        "ja": "投票者区分「{electorate}」のファイルは、提案、費用または予算が最初のファイルと違います。",
        "en": "The file of the electorate {electorate} has other projects, costs or another budget than the first.",
    },
    "bad_totals": {
        "ja": "投票者区分「{electorate}」の合計が正しくありません（提案「{project}」）。列はproject_idとtotalで、すべての提案を1行に1つずつ書きます。",
        "en": "The totals of the electorate {electorate} are wrong at project {project!r}: there must be the columns project_id and total, and one row for each project.",
    },
    "no_ballot_file": {
        "ja": "票のファイル（.pb）が1つは必要です。",
        "en": "There must be at least one file of ballots (.pb).",
    },
    # Rules
    "weights_do_not_add_up": {
        "ja": "重みの合計が{total}です。負の重みは使えず、合計は100でなければなりません。",
        "en": "The weights add up to {total}; none may be negative, and they must add up to 100.",
    },
    "weights_do_not_fit": {
        "ja": "重みは「{weighted}」にありますが、投票したのは「{voting}」です。",
        "en": "The weights are for {weighted}; the electorates are {voting}.",
    },
    "tie_order_unknown": {
        "ja": "くじの順に「{project}」がありますが、そのような提案はありません。",
        "en": "The lot order names project {project}, which does not exist.",
    },
    "tie_order_incomplete": {
        "ja": "くじの順には全{expected}件を1回ずつ書きます（現在{found}件）。",
        "en": "The lot order must name all {expected} projects once; it names {found}.",
    },
    "bad_cap": {
        "ja": "「{column}」が「{group}」の上限には、0以上の金額または件数が必要です。",
        "en": "The cap on {column} = {group} needs an amount or a number that is not negative.",
    },
    "ballots_do_not_fit": {
        "ja": "投票方式「{found}」の票は、この方法では数えられません（{expected}が必要です）。",
        "en": "Ballots of the type {found} cannot be counted by this rule, which needs {expected}.",
    },
    "bad_quota": {
        "ja": "選べる件数の決まり（区分「{column}」「{group}」）が正しくありません。",
        "en": "The quota of picks (column {column!r}, group {group!r}) is impossible.",
    },
    "step_not_positive": {
        "ja": "持ち分を増やす刻みは正の数でなければなりません。",
        "en": "The step by which shares are raised must be positive.",
    },
    "negative_points": {
        "ja": "負の点数や、挙げていない提案への点数がある票は、この方法では数えられません。",
        "en": "Ballots with negative points, or with points for what they do not name, cannot be counted by this rule.",
    },
    "unreadable": {
        "ja": "集計方法の「{where}」を読めません：{problem}",
        "en": "The rule cannot be read at {where!r}: {problem}",
    },
    "rule_not_recorded": {
        "ja": "ファイルの集計方法「{rule}」は決まった方法ではないので、再現できません。",
        "en": "The file's rule {rule!r} is not a defined one, so it cannot be counted again.",
    },
    "bad_threshold": {
        "ja": "最低得点「{value}」は数ではありません。",
        "en": "The minimum score {value!r} is not a number.",
    },
    # The command
    "cannot_open": {
        "ja": "{path}を開けません：{problem}",
        "en": "{path} cannot be opened: {problem}",
    },
    "no_such_rule": {
        "ja": "「{rule}」という集計方法も、その名前のファイルもありません。",
        "en": "{rule!r} is neither a rule nor a file.",
    },
    "option_does_not_fit": {
        "ja": "{option}は、{needed}と一緒にだけ使えます。",
        "en": "{option} goes with {needed} only.",
    },
    "bad_option": {
        "ja": "コマンドの使い方が正しくありません（--helpをご覧ください）：{problem}",
        "en": "The command cannot be understood (see --help): {problem}",
    },
    "not_on_ballot": {
        "ja": "「{project}」という提案はありません。",
        "en": "There is no project {project}.",
    },
}

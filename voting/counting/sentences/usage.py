"""What the command says of itself and around its tables: Japanese and English side by side."""

from typing import Final

from voting.counting.sentences.both import Both

ABOUT: Final[Both] = {
    "ja": "Pabulib形式の投票を集計します。誤りがあれば、理由を1行で示して終了コード2で終わります。",
    "en": "Count an election in Pabulib's format. Whatever is wrong is said in one line, exit code 2.",
}
NOT_FOUND: Final[Both] = {
    "ja": "何がどれだけ足りなかったかは、決められた回数の数え直しでは見つかりませんでした。add1の刻みを大きくすると、見つかることがあります。",
    "en": "How little was missing was not found within the recounts that may be made. With a larger step of add1 it may be.",
}
OPTIONS: Final[dict[str, Both]] = {
    "files": {
        "ja": "投票のファイル（.pb）。重みの付いた投票者区分がいくつかあるときは、"
        "区分の名前を付けて並べる。合計だけのときは、列がproject_idとtotalの.csv",
        "en": "the election (.pb); where several electorates have weights, one file for each, with "
        "its name; where only totals are known, a .csv with the columns project_id and total",
    },
    "rule": {
        "ja": "集計方法：recorded（ファイルにある方法）、{names}、または方法を書いたJSONファイル",
        "en": "recorded (the file's own), {names}, or a JSON file that states a rule",
    },
    "completion": {
        "ja": "均等割の後に残った予算の使い方（順に書く）。utilitarianの後には何も入らないので、"
        "その後に書いたものは働かない",
        "en": "what follows equal shares, in this order; utilitarian leaves nothing that fits, so "
        "what stands after it has nothing to do",
    },
    "step": {
        "ja": "add1で一人あたりの持ち分を増やす刻み（金額）",
        "en": "by how much money per voter add1 raises the share",
    },
    "start": {
        "ja": "add1を持ち分そのもの（exact）から始めるか、その整数部分（floor）からか",
        "en": "whether add1 starts at the share itself or at its whole part",
    },
    "stop_when_exhaustive": {
        "ja": "もう何も入らなくなったら、add1を打ち切る",
        "en": "end add1 once nothing more fits",
    },
    "utilities": {
        "ja": "均等割で、提案の価値を費用（cost）で測るか、どれも同じ（cardinality）とするか",
        "en": "whether equal shares values a project by its cost or each alike",
    },
    "min_score": {"ja": "最低得点", "en": "the least score that a project needs"},
    "tie_order": {
        "ja": "くじの順：提案の番号を1行に1つ、またはJSONの配列",
        "en": "the lot order: a project id a line, or a JSON array",
    },
    "json": {"ja": "結果をJSONで出す", "en": "print the result as JSON"},
    "explain": {
        "ja": "その提案が採択された、またはされなかった理由を文で示す",
        "en": "say why this project was or was not funded",
    },
    "lang": {"ja": "文の言語（初めはja）", "en": "the language of sentences (at first ja)"},
}
COLUMNS: Final[Both] = {
    "ja": "結果\t順位\t得点\t費用\t番号\t提案",
    "en": "result\trank\tscore\tcost\tid\tproject",
}
FUNDED: Final[Both] = {"ja": "採択", "en": "funded"}
NOT_FUNDED: Final[Both] = {"ja": "－", "en": "-"}
SUMMARY: Final[Both] = {
    "ja": "{rule}：{total}件のうち{funded}件を採択、費用{cost}、予算{budget}、残り{left}",
    "en": "{rule}: {funded} of {total} funded, cost {cost}, budget {budget}, left {left}",
}
TIE: Final[Both] = {
    "ja": "同点：{projects}。「{chosen}」を先にしました（{by}）。",
    "en": "Tie: {projects}; {chosen} came first by {by}.",
}
TIE_CRITERIA: Final[dict[str, Both]] = {
    "cost": {"ja": "費用が少ない", "en": "its lower cost"},
    "votes": {"ja": "票が多い", "en": "its more votes"},
    "lot": {"ja": "くじの順", "en": "lot order"},
}
SET_ASIDE: Final[Both] = {
    "ja": "選べる件数の決まりに合わない票{number}枚は数えていません。",
    "en": "{number} ballots broke a quota and were not counted.",
}
INPUT: Final[Both] = {
    "ja": "入力のハッシュ（SHA-256）：{input}、集計の版：{version}",
    "en": "SHA-256 of the input: {input}; version of the count: {version}",
}

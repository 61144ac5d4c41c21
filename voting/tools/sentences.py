"""What all tools say, and each check in words: Japanese and English side by side."""

from typing import Final

from voting.counting.sentences.both import Both
from voting.crypto.errors import Check

SENTENCES: Final[dict[str, Both]] = {
    "check_held": {
        "ja": "確認　　{check:<18} {count:>9,}",
        "en": "ok       {check:<18} {count:>9,}",
    },
    "time_left": {"ja": "／{of:,}　残り約 {left}", "en": " of {of:,}, about {left} left"},
    "failed": {
        "ja": "拒否しました（{check}）：{said}。［{where}］",
        "en": "REFUSED ({check}): {said}. [{where}]",
    },
    "unreadable": {
        "ja": "読み取れません。ファイルが壊れているか、別の形式です。［{problem}］",
        "en": "Unreadable: the file is damaged or of another format. [{problem}]",
    },
    "bad_option": {
        "ja": "指定に誤りがあります。--help をご覧ください。［{problem}］",
        "en": "The options are wrong; see --help. [{problem}]",
    },
    "cannot_read": {
        "ja": "「{path}」を読めません：{problem}",
        "en": "{path} cannot be read: {problem}",
    },
    "cannot_write": {
        "ja": "「{path}」に書けません：{problem}",
        "en": "{path} cannot be written: {problem}",
    },
    "exists": {
        "ja": "「{path}」はすでにあります。上書きしません。別の名前を指定してください。",
        "en": "{path} exists already and is not overwritten. Name another.",
    },
    "too_large": {
        "ja": "「{name}」は大きすぎます。",
        "en": "{name} is too large.",
    },
    "no_folder": {
        "ja": "フォルダ「{path}」がありません。",
        "en": "There is no folder {path}.",
    },
    "unreachable": {
        "ja": "「{place}」に届きません：{problem}",
        "en": "{place} cannot be reached: {problem}",
    },
    "taken": {
        "ja": "「{name}」には、すでに別の内容が置かれています。最新の状態を読んで、もう一度実行してください。",
        "en": "Something else lies there as {name} already. Run the command again: it will read it.",
    },
    "in_use": {
        "ja": "「{path}」は、別の処理が使っています。それが終わってから、もう一度実行してください。",
        "en": "Another process works with {path}. Run the command again when it has ended.",
    },
    "short_passphrase": {
        "ja": "合言葉は{least}文字以上にしてください。",
        "en": "A passphrase has at least {least} characters.",
    },
    "not_sealed": {
        "ja": "この道具で封をしたファイルではありません。",
        "en": "This is no file that was sealed by this tool.",
    },
    "wrong_passphrase": {
        "ja": "合言葉が違うか、ファイルが壊れています。",
        "en": "The passphrase is wrong, or the file is damaged.",
    },
    "typed_differently": {
        "ja": "2回の入力が一致しません。",
        "en": "The two were not the same.",
    },
    "rehearsal": {
        "ja": "これは練習です。だれの票も秘密になりません。",
        "en": "This is a rehearsal: nobody's vote is secret.",
    },
    "passphrase": {
        "ja": "合言葉：",
        "en": "Passphrase:",
    },
    "passphrase_again": {
        "ja": "合言葉（もう一度）：",
        "en": "Passphrase again:",
    },
}

CHECKS: Final[dict[Check, Both]] = {
    Check.ENCODING: {
        "ja": "正規の形の文書ではありません",
        "en": "not a canonical document",
    },
    Check.EMBEDDING: {
        "ja": "票の中身の埋め込みが決まりどおりではありません",
        "en": "the content is not embedded as it has to be",
    },
    Check.CHOICE: {
        "ja": "その種類の投票では表せない選択です",
        "en": "a choice that this kind of ballot cannot say",
    },
    Check.CODE: {
        "ja": "コードが正しくありません",
        "en": "the code is not right",
    },
    Check.BALLOT_SHAPE: {
        "ja": "票の形が決まりどおりではありません",
        "en": "the ballot has another shape than it must",
    },
    Check.BALLOT_PROOF: {
        "ja": "票の証明が成り立ちません",
        "en": "the proof of the ballot does not hold",
    },
    Check.MIX_SHAPE: {
        "ja": "ミックスの形が決まりどおりではありません",
        "en": "the mix has another shape than it must",
    },
    Check.MIX_PROOF: {
        "ja": "ミックスの証明が成り立ちません",
        "en": "the proof of the mix does not hold",
    },
    Check.DEALING_COMMITMENT: {
        "ja": "先に示したハッシュと違うものが公開されました",
        "en": "something else was revealed than was hashed",
    },
    Check.DEALING_SHAPE: {
        "ja": "公開された多項式の次数が違います",
        "en": "the dealing has another degree than it must",
    },
    Check.DEALING_PROOF: {
        "ja": "公開された多項式の証明が成り立ちません",
        "en": "the proof of the dealing does not hold",
    },
    Check.SHARE: {
        "ja": "配られたシェアが正しくありません",
        "en": "the share is not right",
    },
    Check.TRUSTEES: {
        "ja": "開票に必要な人数の鍵の管理者がそろっていません",
        "en": "fewer trustees than the opening needs",
    },
    Check.OPENING_SHAPE: {
        "ja": "開票の対象または形が違います",
        "en": "the opening is of another list or shape",
    },
    Check.OPENING_PROOF: {
        "ja": "開票の証明が成り立ちません",
        "en": "the proof of the opening does not hold",
    },
    Check.LOG_INCLUSION: {
        "ja": "記録簿に含まれているという証明が成り立ちません",
        "en": "the proof that the log includes it does not hold",
    },
    Check.LOG_CONSISTENCY: {
        "ja": "記録簿が追記だけで伸びたという証明が成り立ちません",
        "en": "the proof that the log only grew does not hold",
    },
    Check.CHALLENGED_BALLOT: {
        "ja": "確かめた票の中身が、暗号化されたものと違います",
        "en": "the challenged ballot encrypts something else",
    },
    Check.GROUP_ELEMENT: {
        "ja": "群の元ではない値があります",
        "en": "a value is no element of the group",
    },
    Check.IDENTITY_ELEMENT: {
        "ja": "使ってはならない単位元があります",
        "en": "the identity stands where it must not",
    },
    Check.SCALAR: {
        "ja": "範囲を超える数があります",
        "en": "a number is out of range",
    },
    Check.SIGNATURE: {
        "ja": "署名が正しくありません",
        "en": "the signature is not right",
    },
    Check.DEFINITION: {
        "ja": "投票の定義が成り立ちません",
        "en": "the definition cannot be",
    },
    Check.BALLOT_FORM: {
        "ja": "票の様式が成り立ちません",
        "en": "the form of the ballot cannot be",
    },
    Check.LIMITS: {
        "ja": "票の制限を超えています",
        "en": "the ballot is over a limit",
    },
    Check.LOT: {
        "ja": "くじの順が、鍵の管理者が出した値と合いません",
        "en": "the lot is not that of the trustees' contributions",
    },
    Check.AUDIT_SEED: {
        "ja": "監査の種が、約束された値と合いません",
        "en": "the audit's seed is not what was committed to",
    },
    Check.CEREMONY: {
        "ja": "鍵づくりの記録が食い違っています",
        "en": "the records of the key generation do not agree",
    },
    Check.APPROVAL: {
        "ja": "鍵の管理者の承認がそろっていないか、別の定義のものです",
        "en": "the trustees' approval is missing or of another definition",
    },
    Check.CREDENTIAL_LIST: {
        "ja": "投票資格の一覧が成り立ちません",
        "en": "the list of credentials cannot be",
    },
    Check.LOG_ENTRY: {
        "ja": "記録簿の記載を読み取れません",
        "en": "an entry of the log cannot be read",
    },
    Check.LOG_HEAD: {
        "ja": "記録簿の署名済みの状態どうしが合いません",
        "en": "the signed heads of the log do not agree",
    },
    Check.COUNTERSIGNATURE: {
        "ja": "鍵の管理者の連署が足りません",
        "en": "countersignatures of trustees are missing",
    },
    Check.CLOSING: {
        "ja": "締切の記載がないか、締切の後の票です",
        "en": "the log is not closed, or a ballot came after closing",
    },
    Check.UNLISTED_CREDENTIAL: {
        "ja": "一覧にない資格による票です",
        "en": "a ballot of a credential that is not listed",
    },
    Check.EXCLUDED_CREDENTIAL: {
        "ja": "取り消された、または紙で投票した資格による票です",
        "en": "a ballot of a credential that was excluded",
    },
    Check.COPIED_CIPHERTEXT: {
        "ja": "ほかの票の写しです",
        "en": "a copy of another ballot",
    },
    Check.BALLOT_CHAIN: {
        "ja": "票の変更の順序がつながりません",
        "en": "the changes of a ballot do not follow one another",
    },
    Check.SPOILT_BALLOT: {
        "ja": "確かめに使った票は投じられません",
        "en": "a challenged ballot cannot be cast",
    },
    Check.PAPER_BALLOTS: {
        "ja": "紙の票の数または中身が、記録簿と合いません",
        "en": "the paper ballots are not those that the log bound",
    },
    Check.MIXERS: {
        "ja": "決められた数のミックスがされていません",
        "en": "the list was not mixed as often as it must",
    },
    Check.RESULT: {
        "ja": "結果が、開かれた票から求めたものと違います",
        "en": "the result is not what the opened ballots come to",
    },
}

# What the long works are called while they go on.
WORKS: Final[dict[str, Both]] = {
    "log-entry": {"ja": "記録簿の検証", "en": "checking the log"},
    "mix": {"ja": "ミックスの検証", "en": "checking mixes"},
    "opening": {"ja": "開票の検証", "en": "checking openings"},
    "decoding": {"ja": "票の読み取り", "en": "decoding ballots"},
    "mixing": {"ja": "ミックス", "en": "mixing"},
    "factors": {"ja": "開票", "en": "opening"},
    "casting": {"ja": "投票", "en": "casting"},
}

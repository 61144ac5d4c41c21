"""What the trustee's tool says: Japanese and English side by side."""

from typing import Final

from voting.counting.sentences.both import Both
from voting.trustee.following import Stage

ABOUT: Final[Both] = {
    "ja": "鍵の管理者の道具：投票の鍵をいっしょに作り、定義を承認し、連署し、混ぜ、開きます。",
    "en": "The trustees' tool: make a vote's key together, approve, countersign, mix and open.",
}
STATUSES: Final[Both] = {
    "ja": "終了コード　0：終わった　1：確認が成り立たず拒否した　2：指定やファイルが使えない　3：ほかの人を待っている",
    "en": "Exit status: 0 done; 1 refused, because a check failed; 2 options or files cannot be used; 3 others are being waited for.",
}
COMMANDS: Final[dict[str, Both]] = {
    "invite": {
        "ja": "鍵づくりの案内を掲示場所に置く",
        "en": "lay out the invitation to a key generation",
    },
    "new": {
        "ja": "自分の鍵を作り、封をしたファイルにしまう",
        "en": "make your own keys, in a sealed file",
    },
    "step": {
        "ja": "鍵づくりを1段進める（ほかの人がそろうたびに、くり返す）",
        "en": "take the next step of the key generation; again whenever the others are done",
    },
    "approve": {
        "ja": "投票の定義を確かめ、署名する",
        "en": "check the definition of the vote and sign it",
    },
    "countersign": {
        "ja": "記録簿が追記だけで伸びたことを確かめ、連署する",
        "en": "check that the log only grew, and countersign it",
    },
    "mix": {
        "ja": "すべてを確かめてから、票の並びを混ぜる",
        "en": "verify everything, then mix the ballots",
    },
    "open": {
        "ja": "すべてを確かめてから、混ぜ終わった票を開く自分の分を出す",
        "en": "verify everything, then give your part to the opening of the mixed ballots",
    },
    "status": {
        "ja": "どこまで進み、だれを待っているかを示す",
        "en": "say how far it has come, and who is being waited for",
    },
    "assemble": {
        "ja": "公開の記録を組み立てる（秘密は要らない）",
        "en": "put the public record together; it takes no secret",
    },
}
OPTIONS: Final[dict[str, Both]] = {
    "board": {
        "ja": "掲示場所：フォルダまたは http(s) の場所",
        "en": "the board: a folder or an http(s) address",
    },
    "secret": {"ja": "自分の封をしたファイル", "en": "your own sealed file"},
    "number": {"ja": "自分の番号（1から）", "en": "your own number, from 1"},
    "election": {"ja": "投票の名前", "en": "the name of the vote"},
    "trustees": {"ja": "鍵の管理者の人数", "en": "how many trustees there are"},
    "threshold": {"ja": "開くのに必要な人数", "en": "how many of them are needed to open"},
    "heard": {
        "ja": "ほかの鍵の管理者から聞いた8つの言葉",
        "en": "the eight words that another trustee read to you",
    },
    "call_off": {
        "ja": "この回の鍵づくりを打ち切り、やり直す",
        "en": "end this attempt; the next one begins",
    },
    "fingerprint": {
        "ja": "確かめた定義の指紋の、はじめの8文字以上（なければたずねる）",
        "en": "eight characters or more of the fingerprint that you checked (asked for otherwise)",
    },
    "lost": {
        "ja": "いなくなった鍵の管理者の番号（例：2,3）",
        "en": "numbers of trustees who are gone, such as 2,3",
    },
    "record": {"ja": "書き出すファイル", "en": "the file to write"},
    "passphrase_file": {
        "ja": "合言葉を1行目に書いたファイル（なければたずねる）",
        "en": "a file whose first line is the passphrase (asked for otherwise)",
    },
    "hand_in": {
        "ja": "掲示場所に置かず、このフォルダに書く（自分で届ける）",
        "en": "write to this folder instead of the board; you bring the files there",
    },
    "workers": {"ja": "使う処理の数（初めはすべて）", "en": "processes (at first all)"},
    "lang": {"ja": "言葉（初めはja）", "en": "the language (at first ja)"},
}
STAGES: Final[dict[Stage, Both]] = {
    Stage.KEYS: {"ja": "鍵の公開", "en": "publishing keys"},
    Stage.COMMITMENTS: {"ja": "ハッシュの公開", "en": "publishing hashes"},
    Stage.DEALINGS: {"ja": "多項式の公開とシェアの配布", "en": "revealing, and sending shares"},
    Stage.VERDICTS: {"ja": "シェアの確認", "en": "confirming shares"},
    Stage.DONE: {"ja": "完了", "en": "done"},
}
SENTENCES: Final[dict[str, Both]] = {
    "invited": {
        "ja": "案内を置きました：{election}（{n}人のうち{t}人で開く）。",
        "en": "The invitation is out: {election}, opened by {t} of {n}.",
    },
    "made_keys": {
        "ja": "鍵の管理者{number}の鍵を作り、{path} にしまいました。このファイルは1つだけにして、写しを使わないでください。",
        "en": "The keys of trustee {number} are in {path}. Keep this one file, and never work with a copy.",
    },
    "laid_out": {"ja": "置きました：{name}", "en": "Laid out: {name}"},
    "compare": {
        "ja": "電話などで、ほかの鍵の管理者と8つの言葉を比べてください。あなたの言葉：\n  {kana}\n  {letters}",
        "en": "Compare eight words with another trustee, by telephone for instance. Yours are:\n  {letters}\n  {kana}",
    },
    "heard": {"ja": "相手が読み上げた言葉：", "en": "The words that were read to you:"},
    "same_words": {
        "ja": "言葉が一致しました。全員が同じ鍵を見ています。",
        "en": "The words are the same: all see the same keys.",
    },
    "fault": {
        "ja": "{attempt}回目は、鍵の管理者{trustee}のために成り立ちませんでした（{check}：{said}）。",
        "en": "Attempt {attempt} failed by trustee {trustee} ({check}: {said}).",
    },
    "called_off": {
        "ja": "{attempt}回目は、鍵の管理者{trustee}が打ち切りました。",
        "en": "Attempt {attempt} was called off by trustee {trustee}.",
    },
    "standing": {
        "ja": "鍵づくり　{attempt}回目　段階：{stage}",
        "en": "Key generation, attempt {attempt}: {stage}",
    },
    "waiting": {
        "ja": "待っている鍵の管理者：{missing}。そろったら、もう一度実行してください。",
        "en": "Waiting for trustees {missing}. Run this again when they are done.",
    },
    "finished": {
        "ja": "鍵ができました。投票の鍵：{key}",
        "en": "The key is made. Key of the vote: {key}",
    },
    "share_kept": {
        "ja": "あなたのシェアは、封をしたファイルにあります。",
        "en": "Your share is in the sealed file.",
    },
    "no_invitation": {
        "ja": "掲示場所に案内（invitation.json）がありません。",
        "en": "There is no invitation (invitation.json) on the board.",
    },
    "other_invitation": {
        "ja": "このファイルは、別の鍵づくりのものです。",
        "en": "This file belongs to another key generation.",
    },
    "no_such_number": {"ja": "番号は1から{n}までです。", "en": "Numbers go from 1 to {n}."},
    "nothing_to_call_off": {
        "ja": "打ち切る回がありません。鍵はまだそろっていないか、もうできています。",
        "en": "There is nothing to call off: keys are missing, or the key is made.",
    },
    "cannot_be": {
        "ja": "その人数では鍵を作れません：{n}人のうち{t}人。",
        "en": "No key can be made by {t} of {n}.",
    },
    "no_definition": {
        "ja": "投票の定義（definition.json）は、まだ置かれていません。",
        "en": "The definition (definition.json) is not there yet.",
    },
    "no_vote": {
        "ja": "締め切られた投票（vote.tomoni）は、まだ置かれていません。",
        "en": "The closed vote (vote.tomoni) is not there yet.",
    },
    "no_head": {
        "ja": "記録簿の署名済みの状態（head.json）は、まだ置かれていません。",
        "en": "There is no head of the log (head.json) yet.",
    },
    "no_proof": {
        "ja": "記録簿が追記だけで伸びたという証明（{name}）が置かれていません。",
        "en": "The proof that the log only grew ({name}) is not there.",
    },
    "definition": {
        "ja": "投票　　　　{election}\n問い　　　　{question}\n選択肢　　　{options}\n投票する人　{electorates}\n期間　　　　{opens} から {closes} まで\n開くのに　　{n}人のうち{t}人、混ぜる回数 {mixes}、匿名の下限 {minimum}票\n指紋　　　　{fingerprint}",
        "en": "vote        {election}\nquestion    {question}\noptions     {options}\nelectorates {electorates}\nperiod      {opens} to {closes}\nopened by   {t} of {n}; mixes {mixes}; anonymity minimum {minimum}\nfingerprint {fingerprint}",
    },
    "confirm": {
        "ja": "これでよければ、指紋のはじめの8文字を入力してください：",
        "en": "If this is right, type the first eight characters of the fingerprint:",
    },
    "not_confirmed": {
        "ja": "指紋が一致しないため、署名していません。",
        "en": "That is not the fingerprint: nothing was signed.",
    },
    "approved": {"ja": "定義に署名しました。", "en": "The definition is signed."},
    "countersigned": {
        "ja": "{size}件までの記録簿に連署しました。",
        "en": "The log of {size} entries is countersigned.",
    },
    "verifying": {
        "ja": "投票の記録を確かめています。票が多いと数分かかります。",
        "en": "Verifying the vote; with many ballots this takes minutes.",
    },
    "mixing": {
        "ja": "{ballots}票を混ぜています（{turn}回目、全{mixes}回）。",
        "en": "Mixing {ballots} ballots (mix {turn} of {mixes}).",
    },
    "mixed": {"ja": "混ぜ終わりました。", "en": "Mixed."},
    "opening": {
        "ja": "{ballots}票を開く自分の分を計算しています。開く並び：{fingerprint}",
        "en": "Computing your part of the opening of {ballots} ballots. The list: {fingerprint}",
    },
    "opened": {"ja": "自分の分を出しました。", "en": "Your part is given."},
    "mixed_enough": {
        "ja": "もう{mixes}回混ぜ終わっています。",
        "en": "It has been mixed {mixes} times: no more are needed.",
    },
    "mixed_already": {
        "ja": "鍵の管理者{trustee}は、もう混ぜました。別の人が混ぜる番です。",
        "en": "Trustee {trustee} has mixed already: it is another one's turn.",
    },
    "missing_mixes": {
        "ja": "混ぜる回数が足りません：{needed}回のうち{there}回。",
        "en": "Mixes are missing: {there} of {needed} are there.",
    },
    "missing_openings": {
        "ja": "開く人数が足りません：{needed}人のうち{there}人。",
        "en": "Openings are missing: {there} of {needed} are there.",
    },
    "missing_paper": {
        "ja": "紙の票（{name}）が置かれていません。",
        "en": "The paper ballots ({name}) are not there.",
    },
    "mixes_there": {
        "ja": "混ぜた回数：{there}／{needed}（鍵の管理者 {mixers}）",
        "en": "Mixes: {there} of {needed} (by trustees {mixers})",
    },
    "openings_there": {
        "ja": "開く人：{there}／{needed}（鍵の管理者 {openers}）",
        "en": "Openings: {there} of {needed} (by trustees {openers})",
    },
    "bad_opening": {
        "ja": "鍵の管理者{trustee}が出したものは成り立ちません：{problem}",
        "en": "What trustee {trustee} gave does not hold: {problem}",
    },
    "can_open": {
        "ja": "残る{left}人で開けます（必要なのは{t}人）。",
        "en": "The {left} who are left can open it; {t} are needed.",
    },
    "cannot_open": {
        "ja": "残るのは{left}人で、必要な{t}人に足りません。この投票の票は、だれにも、今後もずっと開けません。",
        "en": "Only {left} are left of the {t} who are needed: nobody can open the ballots of this vote, now or ever.",
    },
    "cannot_mix": {
        "ja": "混ぜられるのは{left}人で、必要な{mixes}回に足りません。混ぜ終わらない票は開きません。",
        "en": "Only {left} can mix, for {mixes} mixes: what is not mixed is not opened.",
    },
    "begin_anew": {
        "ja": "残る人で新しい鍵を作ってください。投票が始まっていないので、失われた票はありません。",
        "en": "Make a new key with those who are left: the vote has not begun, and no ballot is lost.",
    },
    "assembled": {
        "ja": "公開の記録を書きました：{path}",
        "en": "The public record is written: {path}",
    },
}

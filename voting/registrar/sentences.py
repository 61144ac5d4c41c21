"""What the registrar's tool says: Japanese and English side by side."""

from typing import Final

from voting.counting.sentences.both import Both

ABOUT: Final[Both] = {
    "ja": "名簿管理者の道具：コードとはがきを作り、資格の一覧に署名し、取り消し、投票者数を表にします。",
    "en": "The registrar's tool: make codes and postcards, sign the list, revoke, tell the turnout.",
}
STATUSES: Final[Both] = {
    "ja": "終了コード　0：終わった　1：確認が成り立たず拒否した　2：指定やファイルが使えない",
    "en": "Exit status: 0 done; 1 refused, because a check failed; 2 options or files cannot be used.",
}
COMMANDS: Final[dict[str, Both]] = {
    "new": {
        "ja": "名簿管理者の鍵を作り、封をしたファイルにしまう",
        "en": "make the registrar's key, in a sealed file",
    },
    "make": {
        "ja": "名簿からコードと資格を作り、はがき、公開の一覧、封をした索引を書く",
        "en": "make codes and credentials for a roll: postcards, public list, sealed index",
    },
    "revoke": {
        "ja": "投票の開始後に、名簿の番号の資格を取り消す",
        "en": "take back the credential of an entry of the roll after opening",
    },
    "paper": {
        "ja": "名簿の番号の人が紙で投票したことを記す",
        "en": "say that an entry of the roll votes on paper",
    },
    "exclude": {
        "ja": "窓口で紙の投票をした人すべてについて記し、答えのファイルを作る",
        "en": "say of everyone whom the counter waits for that they vote on paper",
    },
    "batches": {
        "ja": "入力された紙の票の束（数とハッシュ値）に署名する",
        "en": "sign the batches of paper ballots that were typed, as count and hash",
    },
    "cast": {
        "ja": "コードから、投じられた票があるかを調べる",
        "en": "tell from a code whether anything was cast with it",
    },
    "turnout": {
        "ja": "地区と年齢ごとの投票者数の表を作り、署名する",
        "en": "make the signed table of turnout by ward and age",
    },
    "destroy-index": {
        "ja": "索引を消し、消したという記載を作る",
        "en": "destroy the index, and make the log's entry that says so",
    },
}
OPTIONS: Final[dict[str, Both]] = {
    "secret": {
        "ja": "名簿管理者の封をしたファイル",
        "en": "the registrar's sealed file",
    },
    "election": {
        "ja": "投票の名前",
        "en": "the name of the vote",
    },
    "roll": {
        "ja": "名簿（CSV）",
        "en": "the roll, a CSV file",
    },
    "out": {
        "ja": "書き出す先",
        "en": "where to write",
    },
    "index": {
        "ja": "封をした索引",
        "en": "the sealed index",
    },
    "entry": {
        "ja": "名簿の番号",
        "en": "the number on the roll",
    },
    "requests": {
        "ja": "窓口のファイル（requests.json）",
        "en": "the counter's file (requests.json)",
    },
    "answers": {
        "ja": "答えをしまうフォルダー（これまでの答えも、ここに残しておく）",
        "en": "the folder of the answers; earlier ones stay there",
    },
    "batches": {
        "ja": "束のファイル（batches.json）",
        "en": "the file of the batches (batches.json)",
    },
    "definition": {
        "ja": "投票の定義（definition.json）",
        "en": "the definition of the vote (definition.json)",
    },
    "code": {
        "ja": "はがきのコード（なければたずねる）",
        "en": "the code of the postcard (asked for otherwise)",
    },
    "record": {
        "ja": "締め切られた投票、または公開の記録",
        "en": "the closed vote, or the public record",
    },
    "minimum": {
        "ja": "これより小さい数は表に出さない（初めは10）",
        "en": "smaller numbers are left out of the table (at first 10)",
    },
    "address": {
        "ja": "投票のページの場所（はがきとQRコードに入る）",
        "en": "the address of the voting page, for card and QR code",
    },
    "title_ja": {
        "ja": "はがきの題（日本語）",
        "en": "title of the card in Japanese",
    },
    "title_en": {
        "ja": "はがきの題（英語）",
        "en": "title of the card in English",
    },
    "passphrase_file": {
        "ja": "合言葉を1行目に書いたファイル（なければたずねる）",
        "en": "a file whose first line is the passphrase (asked for otherwise)",
    },
    "workers": {
        "ja": "使う処理の数（初めはすべて）",
        "en": "processes (at first all)",
    },
    "lang": {
        "ja": "言葉（初めはja）",
        "en": "the language (at first ja)",
    },
}
SENTENCES: Final[dict[str, Both]] = {
    "roll_encoding": {
        "ja": "名簿はUTF-8のCSVではありません。",
        "en": "The roll is no CSV file in UTF-8.",
    },
    "roll_columns": {
        "ja": "名簿の1行目の列名が違います。必要な列：{needed}。使える列：{known}。",
        "en": "The first line of the roll names other columns. Needed: {needed}. Known: {known}.",
    },
    "roll_row": {
        "ja": "名簿の{line}行目：列の数か引用符が正しくありません。",
        "en": "Line {line} of the roll: a number of cells or a quotation mark is wrong.",
    },
    "roll_cell": {
        "ja": "名簿の{line}行目、列「{column}」：空か、長すぎるか、使えない文字があります。",
        "en": "Line {line} of the roll, column {column}: empty, too long, or with a character that cannot be printed.",
    },
    "roll_entry": {
        "ja": "名簿の{line}行目：番号「{entry}」は2回目です。",
        "en": "Line {line} of the roll: entry {entry} stands twice.",
    },
    "roll_key": {
        "ja": "名簿の{line}行目：登録済みの鍵が正しくないか、2回目です。",
        "en": "Line {line} of the roll: the key registered online is wrong, or stands twice.",
    },
    "roll_sealed": {
        "ja": "名簿の{line}行目：オンラインで登録された鍵を開けません。この投票の名簿管理者の鍵で封じられていないか、書き換えられています。",
        "en": "Line {line} of the roll: the key registered online cannot be opened. It was not sealed to this registrar for this vote and entry, or it was changed.",
    },
    "roll_electorates": {
        "ja": "投票の区分が{most}を超えています。",
        "en": "The roll names more than {most} electorates.",
    },
    "roll_empty": {
        "ja": "名簿にだれもいません。",
        "en": "Nobody is on the roll.",
    },
    "made_key": {
        "ja": "名簿管理者の鍵を {path} にしまいました。公開鍵：{key}",
        "en": "The registrar's key is in {path}. Public key: {key}",
    },
    "registration_key": {
        "ja": "オンライン登録用の公開鍵：{key}",
        "en": "Public key for online registration: {key}",
    },
    "deriving": {
        "ja": "資格を計算しています：{done:,}／{all:,}",
        "en": "Computing credentials: {done:,} of {all:,}",
    },
    "made": {
        "ja": "名簿 {people:,}人、はがき {cards:,}枚、区分：{electorates}。",
        "en": "On the roll: {people:,}; postcards: {cards:,}; electorates: {electorates}.",
    },
    "wrote": {
        "ja": "書きました：{path}",
        "en": "Written: {path}",
    },
    "burn": {
        "ja": "はがきのファイルにはコードがあります。印刷したら、必ず消してください。",
        "en": "The files of postcards hold the codes. When they are printed, delete them.",
    },
    "no_entry": {
        "ja": "索引に番号「{entry}」はありません。",
        "en": "The index has no entry {entry}.",
    },
    "other_vote": {
        "ja": "この定義は、別の投票または別の名簿管理者のものです。",
        "en": "This definition is of another vote or of another registrar.",
    },
    "excluded": {
        "ja": "記した人：{done}人、受け付けられない人：{refused}人。",
        "en": "Excluded: {done}; refused: {refused}.",
    },
    "bound": {
        "ja": "区分「{electorate}」：{count}票に署名しました。",
        "en": "Electorate {electorate}: signed for {count} ballots.",
    },
    "code": {
        "ja": "コード：",
        "en": "Code:",
    },
    "not_listed": {
        "ja": "このコードの資格は、この投票の一覧にありません。",
        "en": "The credential of this code is not on the list of this vote.",
    },
    "nothing_cast": {
        "ja": "このコードで投じられた票はありません。",
        "en": "Nothing was cast with this code.",
    },
    "was_cast": {
        "ja": "このコードで{count}回、票が投じられました。最後の票の追跡番号：{tracker}",
        "en": "{count} ballots were cast with this code. Tracker of the last: {tracker}",
    },
    "was_revoked": {
        "ja": "このコードの資格は取り消されています。オンラインの票は数えません。",
        "en": "The credential of this code was taken back: no online ballot of it counts.",
    },
    "was_paper": {
        "ja": "このコードの人は紙で投票しました。オンラインの票は数えません。",
        "en": "The holder of this code voted on paper: no online ballot of it counts.",
    },
    "withheld": {
        "ja": "区分{electorate}：小さい数が分からないようにするため、合計だけを出します。",
        "en": "Electorate {electorate}: only the sum is shown, because anything more would tell of small numbers.",
    },
    "destroyed": {
        "ja": "索引を消しました：{path}",
        "en": "The index is destroyed: {path}",
    },
    "cannot_be_address": {
        "ja": "投票のページの場所は https:// で始まり、空白と # を含まないものにしてください。",
        "en": "The address of the voting page begins with https:// and has neither spaces nor #.",
    },
    "minimum_too_small": {
        "ja": "下限は3以上にしてください。",
        "en": "The minimum is 3 or more.",
    },
}

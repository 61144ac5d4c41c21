"""`python -m voting.audit_ballot FILE`: what a challenged ballot says, and whether it is true."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from voting.audit_ballot.challenged import LONGEST, audit, read_challenged, told
from voting.counting.sentences.both import Both
from voting.tools.refusal import Refused
from voting.tools.talk import UNUSABLE, Parser, Speaker, language_of, read_file

SENTENCES: Final[dict[str, Both]] = {
    "about": {
        "ja": "確かめた票（チャレンジ）を、通信なしで調べます。",
        "en": "Check a challenged ballot, without a network.",
    },
    "statuses": {
        "ja": "終了コード　0：正しい　1：確認が成り立たない　2：ファイルが使えない",
        "en": "Exit status: 0 good; 1 a check failed; 2 the file cannot be used.",
    },
    "file": {
        "ja": "投票のページで保存したファイル",
        "en": "the file that the page of the vote saved",
    },
    "lang": {"ja": "言葉（初めはja）", "en": "the language (at first ja)"},
    "says": {"ja": "票の中身：", "en": "The ballot says:"},
    "nothing": {"ja": "（白票）", "en": "(nothing)"},
    "compare": {
        "ja": "これがあなたの選んだものと同じか、追跡番号が画面に出ていたものと同じか、指紋が市の公表したものと同じかを、見比べてください。",
        "en": "Compare: is this what you chose? Is the tracker the one on the screen, the fingerprint the one that the city published?",
    },
    "good": {
        "ja": "正しい票です。追跡番号 {tracker}　定義の指紋 {fingerprint}",
        "en": "GOOD. Tracker {tracker}; fingerprint of the definition {fingerprint}",
    },
    "never_cast": {
        "ja": "この票はもう投じられません。投票するには、新しい票を作ってください。",
        "en": "This ballot can never be cast. To vote, make a new one.",
    },
}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: see `Speaker.finish`."""
    words = sys.argv[1:] if arguments is None else arguments
    speaker = Speaker(language_of(words), SENTENCES)
    parser = Parser(
        prog="python -m voting.audit_ballot",
        description=speaker.text("about"),
        epilog=speaker.text("statuses"),
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=speaker.text("file"))
    parser.add_argument("--lang", choices=("ja", "en"), default="ja", help=speaker.text("lang"))
    try:
        options = parser.parse_args(words)
    except Refused as refusal:
        speaker.note(refusal.reason, **refusal.values)
        return UNUSABLE
    return speaker.finish(lambda: _audit(options.file, speaker))


def _audit(path: Path, speaker: Speaker) -> None:
    challenged = read_challenged(read_file(path, LONGEST))
    audit(challenged)
    speaker.say("says")
    for line in told(challenged, speaker.language) or [speaker.text("nothing")]:
        sys.stdout.write(f"  {line}\n")
    fingerprint = challenged.definition.fingerprint.hex()
    speaker.say("good", tracker=challenged.tracker.hex(), fingerprint=fingerprint)
    if challenged.definition.rehearsal:
        speaker.say("rehearsal")
    speaker.say("compare")
    speaker.say("never_cast")

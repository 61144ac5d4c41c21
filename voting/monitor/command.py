"""`python -m voting.monitor BOARD --store FOLDER`: files and terminal around the watching."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from voting.counting.sentences.both import Both
from voting.crypto.definition import Definition
from voting.crypto.heads import SignedHead, check_head
from voting.crypto.reading import read_definition
from voting.crypto.record.parts import read_head
from voting.crypto.record.reader import RecordReader
from voting.monitor.watching import (
    Forked,
    agree,
    closed_log,
    heads_bytes,
    read_heads,
    require_growth,
    require_in,
)
from voting.tools.board import board_at, read_document
from voting.tools.files import replace_durably
from voting.tools.refusal import Refused, Waiting
from voting.tools.talk import UNUSABLE, Parser, Speaker, language_of, read_file

HEADS: Final = "heads.json"
VOTE: Final = "vote.tomoni"
SENTENCES: Final[dict[str, Both]] = {
    "about": {
        "ja": "記録簿を見張ります。前に見た状態、ほかの見張りが見た状態と食い違えば、知らせます。",
        "en": "Watch a log: tell when it disagrees with what was seen before, or by other monitors.",
    },
    "statuses": {
        "ja": "終了コード　0：食い違いなし　1：食い違いまたは偽の署名　2：ファイルや場所が使えない　3：まだ何もないか、証明を待っている",
        "en": "Exit status: 0 all agrees; 1 it does not, or a signature is false; 2 files or places cannot be used; 3 nothing there yet, or a proof is missing.",
    },
    "board": {
        "ja": "記録簿の場所：フォルダまたは http(s) の場所",
        "en": "where the log is: a folder or an http(s) address",
    },
    "store": {"ja": "見たものをしまうフォルダ", "en": "the folder that keeps what was seen"},
    "compare": {
        "ja": "ほかの見張りの場所（くり返してよい）",
        "en": "where another monitor keeps what it saw; may be given again",
    },
    "lang": {"ja": "言葉（初めはja）", "en": "the language (at first ja)"},
    "nothing_there": {"ja": "記録簿はまだ置かれていません。", "en": "There is no log yet."},
    "other_definition": {
        "ja": "投票の定義が、前に見たものから変わりました。",
        "en": "The definition of the vote is not the one that was seen before.",
    },
    "no_proof": {
        "ja": "{old}件から{new}件へ、追記だけで伸びたという証明がまだありません。",
        "en": "The proof that the log only grew from {old} to {new} entries is not there yet.",
    },
    "agrees": {
        "ja": "食い違いはありません。記録簿は{size}件、前に見た状態は{seen}個。",
        "en": "All agrees: {size} entries, {seen} heads seen.",
    },
    "compared": {
        "ja": "「{place}」の見張りと一致しました（{count}個）。",
        "en": "{place} saw the same log ({count} heads).",
    },
    "nothing_seen": {
        "ja": "「{place}」は、まだ何も見ていません。",
        "en": "{place} has seen nothing yet.",
    },
    "mirrored": {
        "ja": "締め切られた記録簿を写しました：{path}",
        "en": "The closed log is mirrored: {path}",
    },
    "evidence": {
        "ja": "食い違う2つの署名を残しました。市と、ほかの人に見せてください：{path}",
        "en": "The two signed heads that disagree are kept. Show them to the city and to others: {path}",
    },
}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: see `Speaker.finish`."""
    words = sys.argv[1:] if arguments is None else arguments
    speaker = Speaker(language_of(words), SENTENCES)
    try:
        options = _parser(speaker).parse_args(words)
    except Refused as refusal:
        speaker.note(refusal.reason, **refusal.values)
        return UNUSABLE
    return speaker.finish(lambda: _Monitor(options, speaker).watch())


def _parser(speaker: Speaker) -> argparse.ArgumentParser:
    parser = Parser(
        prog="python -m voting.monitor",
        description=speaker.text("about"),
        epilog=speaker.text("statuses"),
    )
    parser.add_argument("board", metavar="BOARD", help=speaker.text("board"))
    parser.add_argument("--store", type=Path, required=True, help=speaker.text("store"))
    parser.add_argument(
        "--compare", action="append", default=[], metavar="PLACE", help=speaker.text("compare")
    )
    parser.add_argument("--lang", choices=("ja", "en"), default="ja", help=speaker.text("lang"))
    return parser


class _Monitor:
    def __init__(self, options: argparse.Namespace, speaker: Speaker) -> None:
        self.options, self.speaker = options, speaker
        self.board = board_at(options.board)
        self.get = partial(read_document, self.board)
        self.store: Path = options.store
        if not self.store.is_dir():
            raise Refused("no_folder", path=self.store)

    def watch(self) -> None:
        definition = self.definition()
        path = self.store / HEADS
        seen = read_heads(definition, read_file(path)) if path.exists() else []
        try:
            if not self.closed(definition, seen):
                self.growing(definition, seen)
        except Forked as fork:
            evidence = self.store / f"fork-{fork.heads[0].head.size}-{fork.heads[1].head.size}.json"
            replace_durably(evidence, heads_bytes(definition, fork.heads), 0o644)
            self.speaker.say("evidence", path=evidence)
            raise

    def definition(self) -> Definition:
        """The vote's; the first one seen stays the one."""
        encoded = self.get("definition.json")
        if encoded is None:
            raise Waiting("nothing_there")
        definition, path = read_definition(encoded), self.store / "definition.json"
        if not path.exists():
            replace_durably(path, encoded)
        elif read_file(path) != encoded:
            raise Refused("other_definition")
        return definition

    def growing(self, definition: Definition, seen: list[SignedHead]) -> None:
        """Before closing: heads and proofs alone."""
        encoded = self.get("head.json")
        if encoded is None:
            raise Waiting("nothing_there")
        new = read_head(definition.group, encoded)
        check_head(definition, new)
        if seen and not require_growth(definition, seen[-1], new, self.get):
            raise Waiting("no_proof", old=seen[-1].head.size, new=new.head.size)
        self.keep(definition, seen, [new])
        waiting: Waiting | None = None
        for place, others in self.others(definition):
            for other in others:
                if not agree(new, other, self.get):
                    sizes = sorted((new.head.size, other.head.size))
                    waiting = Waiting("no_proof", old=sizes[0], new=sizes[1])
            self.speaker.say("compared", place=place, count=len(others))
        if waiting:
            raise waiting

    def closed(self, definition: Definition, seen: list[SignedHead]) -> bool:
        """After closing: everything seen, by whomever, against the entries."""
        file = self.board.open(VOTE)
        if file is None:
            return False
        with file:
            tree, heads = closed_log(definition, RecordReader(file))
            require_in(tree, seen, heads[-1])
            for place, others in self.others(definition):
                require_in(tree, others, heads[-1])
                self.speaker.say("compared", place=place, count=len(others))
            file.seek(0)
            with (self.store / VOTE).open("wb") as mirror:
                shutil.copyfileobj(file, mirror)
        self.speaker.say("mirrored", path=self.store / VOTE)
        self.keep(definition, seen, heads)
        return True

    def others(self, definition: Definition) -> list[tuple[str, list[SignedHead]]]:
        found = []
        for place in self.options.compare:
            encoded = read_document(board_at(place), HEADS)
            if encoded is None:
                self.speaker.say("nothing_seen", place=place)
            else:
                found.append((place, read_heads(definition, encoded)))
        return found

    def keep(self, definition: Definition, seen: list[SignedHead], new: list[SignedHead]) -> None:
        by_size = {signed.head.size: signed for signed in [*new, *seen]}
        heads = [by_size[size] for size in sorted(by_size)]
        replace_durably(self.store / HEADS, heads_bytes(definition, heads), 0o644)
        self.speaker.say("agrees", size=heads[-1].head.size, seen=len(heads))

"""The words of the command line."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from voting.counting.sentences.both import Language
from voting.tools.talk import Parser
from voting.trustee.sentences import ABOUT, COMMANDS, OPTIONS, STATUSES


def parser(language: Language, deeds: dict[str, Callable[..., None]]) -> argparse.ArgumentParser:
    told = {name: text[language] for name, text in OPTIONS.items()}
    whole = Parser(
        prog="python -m voting.trustee", description=ABOUT[language], epilog=STATUSES[language]
    )
    whole.add_argument("--lang", choices=("ja", "en"), default="ja", help=told["lang"])
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {}
    for name in deeds:
        made[name] = commands.add_parser(name, help=COMMANDS[name][language])
        made[name].add_argument("board", metavar="BOARD", help=told["board"])
        made[name].add_argument("--lang", choices=("ja", "en"), help=told["lang"])
    for name in ("new", "step", "approve", "countersign", "mix", "open"):
        add = made[name].add_argument
        add("--secret", type=Path, required=True, metavar="FILE", help=told["secret"])
        add("--passphrase-file", type=Path, metavar="FILE", help=told["passphrase_file"])
        add("--hand-in", type=Path, metavar="FOLDER", help=told["hand_in"])
    for name in ("countersign", "mix", "open", "status", "assemble"):
        workers = made[name].add_argument("--workers", type=int, help=told["workers"])
        workers.default = os.cpu_count() or 1
    made["invite"].add_argument("--election", required=True, help=told["election"])
    made["invite"].add_argument("--trustees", type=int, required=True, help=told["trustees"])
    made["invite"].add_argument("--threshold", type=int, required=True, help=told["threshold"])
    made["new"].add_argument("--number", type=int, required=True, help=told["number"])
    made["step"].add_argument("--heard", metavar="WORDS", help=told["heard"])
    made["step"].add_argument("--call-off", action="store_true", help=told["call_off"])
    made["approve"].add_argument("--fingerprint", metavar="HEX", help=told["fingerprint"])
    made["status"].add_argument("--lost", type=_numbers, default=(), help=told["lost"])
    made["assemble"].add_argument(
        "--record", type=Path, required=True, metavar="FILE", help=told["record"]
    )
    return whole


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))

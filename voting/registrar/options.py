"""The words of the command line."""

import argparse
import os
from collections.abc import Iterable
from pathlib import Path

from voting.counting.sentences.both import Language
from voting.crypto.groups.named import VOTING_GROUPS
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.registrar.sentences import ABOUT, COMMANDS, OPTIONS, STATUSES
from voting.tools.talk import Parser

PATHS = (
    *("secret", "out", "index", "definition", "record", "roll"),
    *("requests", "answers", "batches"),
)
NEEDS = {
    "new": ("secret", "election"),
    "make": ("roll", "secret", "out"),
    "revoke": ("entry", "secret", "index", "definition", "out"),
    "paper": ("entry", "secret", "index", "definition", "out"),
    "exclude": ("requests", "secret", "index", "definition", "answers"),
    "batches": ("batches", "secret", "definition", "out"),
    "cast": ("record",),
    "turnout": ("record", "secret", "index", "out"),
    "destroy-index": ("secret", "index", "definition", "out"),
}
POSITIONAL = ("roll", "record", "entry", "requests", "batches")


def parser(language: Language, deeds: Iterable[str]) -> argparse.ArgumentParser:
    told = {name: text[language] for name, text in OPTIONS.items()}
    whole = Parser(
        prog="python -m voting.registrar", description=ABOUT[language], epilog=STATUSES[language]
    )
    whole.add_argument("--lang", choices=("ja", "en"), default="ja", help=told["lang"])
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {}
    for deed in deeds:
        made[deed] = commands.add_parser(deed, help=COMMANDS[deed][language])
        add = made[deed].add_argument
        for name in NEEDS[deed]:
            kind = Path if name in PATHS else str
            if name in POSITIONAL:
                add(name, type=kind, metavar=name.upper(), help=told[name])
            else:
                add(f"--{name}", type=kind, required=True, help=told[name])
        add("--lang", choices=("ja", "en"), help=told["lang"])
        if "secret" in NEEDS[deed]:
            add("--passphrase-file", type=Path, metavar="FILE", help=told["passphrase_file"])
    made["new"].add_argument("--group", choices=sorted(VOTING_GROUPS), default=RISTRETTO255.name)
    for name, default in (("address", ""), ("title-ja", ""), ("title-en", "")):
        made["make"].add_argument(f"--{name}", default=default, help=told[name.replace("-", "_")])
    workers = made["make"].add_argument("--workers", type=int, help=told["workers"])
    workers.default = os.cpu_count() or 1
    made["cast"].add_argument("--code", help=told["code"])
    made["turnout"].add_argument("--minimum", type=int, default=10, help=told["minimum"])
    return whole

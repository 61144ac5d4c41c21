"""`python -m voting.counting`: counts a file by a rule, without Django."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NoReturn

from voting.counting.election import DEFAULT_ELECTORATE, Instance
from voting.counting.electorates import read_electorates
from voting.counting.errors import BrokenElection, BrokenPabulibFile, BrokenRule, CountingError
from voting.counting.explanation.effort import Effort
from voting.counting.explanation.money import follow_money
from voting.counting.explanation.said import Teller
from voting.counting.numbers import number_from_json
from voting.counting.recorded import recorded_rule, recorded_threshold
from voting.counting.report import order_report, result_report
from voting.counting.result import (
    Ranking,
    Result,
    Rule,
    any_rule_from_json,
    count,
    prioritise,
)
from voting.counting.rules.equal_shares import Add1, Completion, EqualShares, Utilitarian
from voting.counting.rules.greedy import Greedy, GreedyNoSkip, GreedyThreshold, VotesPerCost
from voting.counting.rules.phragmen import Phragmen
from voting.counting.rules.priorities import PriorityRule
from voting.counting.sentences.both import Language
from voting.counting.sentences.usage import ABOUT, NOT_FOUND, OPTIONS

RECORDED: Final = "recorded"
BUILT_IN: Final[dict[str, Rule]] = {
    rule.name: rule
    for rule in (
        Greedy(),
        GreedyNoSkip(),
        GreedyThreshold(),
        VotesPerCost(),
        EqualShares(),
        Phragmen(),
    )
}
BAD_INPUT: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0, or 2 with one line on standard error."""
    words = sys.argv[1:] if arguments is None else arguments
    language = _language(words)
    try:
        options = _parser(language).parse_args(words)
        sys.stdout.write(_answer(options, language) + "\n")
    except BrokenPabulibFile as error:
        return _refuse(error.sentence(language))
    except CountingError as error:
        return _refuse(error.reason(language))
    return 0


def _refuse(reason: str) -> int:
    sys.stderr.write(" ".join(reason.splitlines()) + "\n")
    return BAD_INPUT


def _answer(options: argparse.Namespace, language: Language) -> str:
    instance = _read(options.files)
    rule = _rule(options, instance)
    if options.tie_order is not None:
        lots = _lot_order(options.tie_order)
        if not lots:
            raise BrokenRule("tie_order_incomplete", found=0, expected=len(instance.projects))
        rule = replace(rule, tie_order=lots)
    if isinstance(rule, PriorityRule):
        order = prioritise(instance, rule)
        return (
            _as_json(order.to_json()) if options.json else order_report(instance, order, language)
        )
    result = count(instance, rule)
    if options.explain is not None:
        if options.explain not in instance.index:
            raise BrokenElection("not_on_ballot", project=options.explain)
        return _told(instance, result, options.explain, language)
    return _as_json(result.to_json()) if options.json else result_report(instance, result, language)


def _told(instance: Instance, result: Result, project: str, language: Language) -> str:
    """Why it was funded or not; what it lacked, where that is found within bounds."""
    teller = Teller(instance, result, follow_money(instance, result), language)
    lacked = Effort(instance).shortfall(instance, result, project)
    said = teller.tell(project, lacked)
    return said if lacked is not None else f"{said}\n{NOT_FOUND[language]}"


def _language(words: Sequence[str]) -> Language:
    """Looked up before all else, because even help and refusals are in it."""
    return "en" if "--lang=en" in words or ("--lang", "en") in pairwise(words) else "ja"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BrokenRule("bad_option", problem=message)


def _parser(language: Language) -> argparse.ArgumentParser:
    told = {name: text[language] for name, text in OPTIONS.items()}
    rules = told["rule"].format(names=", ".join(BUILT_IN))
    parser = _Parser(prog="python -m voting.counting", description=ABOUT[language])
    add = parser.add_argument
    add("files", metavar="[NAME=]FILE.pb", nargs="+", help=told["files"])
    add("--rule", default=RECORDED, help=rules)
    add(
        "--completion",
        nargs="+",
        action="extend",
        choices=("add1", "utilitarian", "none"),
        help=told["completion"],
    )
    add("--step", metavar="N", type=_exact, help=told["step"])
    add("--start", choices=("exact", "floor"), help=told["start"])
    add("--stop-when-exhaustive", action="store_true", help=told["stop_when_exhaustive"])
    add("--utilities", choices=("cost", "cardinality"), help=told["utilities"])
    add("--min-score", metavar="N", type=_exact, help=told["min_score"])
    add("--tie-order", metavar="FILE", help=told["tie_order"])
    add("--json", action="store_true", help=told["json"])
    add("--explain", metavar="PROJECT", help=told["explain"])
    add("--lang", choices=("ja", "en"), default="ja", help=told["lang"])
    return parser


def _exact(text: str) -> Fraction:
    try:
        return number_from_json(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None


def _read(words: Sequence[str]) -> Instance:
    try:
        return read_electorates([_named(word) for word in words])
    except (OSError, UnicodeDecodeError) as error:
        path = getattr(error, "filename", None) or ", ".join(words)
        raise BrokenElection("cannot_open", path=path, problem=_problem(error)) from error


def _named(word: str) -> tuple[str, str]:
    """The electorate and its file; a file whose own name has an = is taken as it is."""
    name, named, path = word.partition("=")
    return (name, path) if named and not Path(word).exists() else (DEFAULT_ELECTORATE, word)


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenRule("cannot_open", path=path, problem=_problem(error)) from error


def _problem(error: OSError | UnicodeDecodeError) -> str:
    return getattr(error, "strerror", None) or "UTF-8?"


def _document(path: str) -> object:
    try:
        return json.loads(_text(path), parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise BrokenRule("unreadable", where=path, problem=str(error)) from error


def _lot_order(path: str) -> tuple[str, ...]:
    """Project ids, one a line, or a JSON array of them."""
    if _text(path).lstrip().startswith("["):
        ids = _document(path)
        if not isinstance(ids, list) or not all(isinstance(name, str) for name in ids):
            raise BrokenRule("unreadable", where=path, problem='["A", "B", ...]')
        return tuple(ids)
    return tuple(line.strip() for line in _text(path).splitlines() if line.strip())


def _rule(options: argparse.Namespace, instance: Instance) -> Rule | Ranking:
    """The rule of the file, of our own, or of a JSON file, with the options that go with it."""
    if options.rule == RECORDED:
        rule: Rule | Ranking = recorded_rule(instance)
    elif options.rule in BUILT_IN:
        rule = _built_in(options, instance)
    elif Path(options.rule).exists():
        rule = any_rule_from_json(_document(options.rule))
    else:
        raise BrokenRule("no_such_rule", rule=options.rule)
    if options.rule not in BUILT_IN:
        _refuse_options(options, ("min_score",), "--rule " + "|".join(BUILT_IN))
    if options.rule != EqualShares.name:
        shares = ("completion", "step", "start", "stop_when_exhaustive", "utilities")
        _refuse_options(options, shares, f"--rule {EqualShares.name}")
    return rule


def _built_in(options: argparse.Namespace, instance: Instance) -> Rule:
    rule = BUILT_IN[options.rule]
    if isinstance(rule, GreedyThreshold):
        rule = replace(rule, min_score=recorded_threshold(instance))
    if options.min_score is not None:
        rule = replace(rule, min_score=options.min_score)
    if isinstance(rule, EqualShares):
        return replace(
            rule,
            utilities=options.utilities or rule.utilities,
            completions=_completions(options),
        )
    return rule


def _completions(options: argparse.Namespace) -> tuple[Completion, ...]:
    names: list[str] = options.completion or []
    if "add1" not in names:
        add1 = ("step", "start", "stop_when_exhaustive")
        _refuse_options(options, add1, "--completion add1")
    if "none" in names and len(names) > 1:
        raise BrokenRule("option_does_not_fit", option="none", needed="--completion none")
    raising = Add1(
        step=Fraction(1) if options.step is None else options.step,
        start=options.start or "exact",
        stop_when_exhaustive=options.stop_when_exhaustive,
    )
    kinds: dict[str, tuple[Completion, ...]] = {
        "add1": (raising,),
        "utilitarian": (Utilitarian(),),
        "none": (),
    }
    return tuple(completion for name in names for completion in kinds[name])


def _refuse_options(options: argparse.Namespace, names: Sequence[str], needed: str) -> None:
    for name in names:
        value = getattr(options, name)
        if value is not None and value is not False:  # a step of 0 is stated, too
            option = "--" + name.replace("_", "-")
            raise BrokenRule("option_does_not_fit", option=option, needed=needed)


def _as_json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)

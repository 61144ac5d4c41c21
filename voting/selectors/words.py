"""Votes, rules and ties in words, in the reader's language."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from portal.common.money import money
from voting.counting import (
    Add1,
    EqualShares,
    KApproval,
    Ranking,
    Rule,
    Tie,
    VoteType,
)
from voting.counting.numbers import exact_text, figure
from voting.names import (
    ADD1_TEXT,
    PRIORITY_TIE_TEXT,
    RULE_TEXTS,
    SCORE_TEXTS,
    TIE_TEXT,
    TIE_TEXTS,
    UTILITARIAN_TEXT,
)


def amount_of(amount: Fraction, currency: str) -> str:
    return money(decimal_of(amount), currency)


def decimal_of(amount: Fraction) -> Decimal:
    """To the hundredth."""
    return Decimal(round(amount * 100)).scaleb(-2)


def rule_in_words(rule: Rule | Ranking, ballot_type: str, currency: str) -> list[str]:
    """How the votes were turned into a result, sentence by sentence."""
    scored_as = VoteType.APPROVAL if isinstance(rule, KApproval) else VoteType(ballot_type)
    return [
        str(RULE_TEXTS[rule.name]),
        str(SCORE_TEXTS[scored_as]),
        *([] if isinstance(rule, Ranking) else _money(rule, currency)),
        *_weights(rule),
        _ties(rule),
    ]


def _money(rule: Rule, currency: str) -> Iterator[str]:
    yield from _completions(rule, currency)
    yield from _limits(rule, currency)


def _completions(rule: Rule, currency: str) -> Iterator[str]:
    for completion in rule.completions if isinstance(rule, EqualShares) else ():
        if isinstance(completion, Add1):
            yield str(ADD1_TEXT) % {"step": amount_of(completion.step, currency)}
        else:
            yield str(UTILITARIAN_TEXT)


def _limits(rule: Rule, currency: str) -> Iterator[str]:
    if rule.min_score:
        yield _("最低得点は%(score)sです。") % {"score": figure(rule.min_score)}
    for cap in rule.caps:
        if cap.cost is not None:
            limit = amount_of(cap.cost, currency)
        else:
            limit = _("%(count)d件") % {"count": cap.count}
        said = _("%(column)sが「%(group)s」のものは、合わせて%(limit)sまでです。")
        yield said % {"column": cap.column, "group": cap.group, "limit": limit}


def _weights(rule: Rule | Ranking) -> Iterator[str]:
    for name, weight in rule.weights.items():
        said = _("投票者区分「%(name)s」の重みは%(weight)s%%です。")
        yield said % {"name": name, "weight": exact_text(weight)}


def _ties(rule: Rule | Ranking) -> str:
    if rule.tie_order:
        order = _("、").join(rule.tie_order)
        return _("同点のときのくじの順は、%(order)sです。") % {"order": order}
    return str(PRIORITY_TIE_TEXT if isinstance(rule, Ranking) else TIE_TEXT)


def tie_in_words(tie: Tie, titles: Mapping[str, str]) -> str:
    """Who was equal, who came first, and why."""
    chosen, *others = (_("「%(title)s」") % {"title": titles[number]} for number in tie.projects)
    return str(TIE_TEXTS[tie.by]) % {"chosen": chosen, "others": _("、").join(others)}

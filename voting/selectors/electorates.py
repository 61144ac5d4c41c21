"""Who may vote, in words, as pages and the definition say it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from portal.common import dates
from portal.registers.models import Area
from voting.eligibility import Reckoning, Rule
from voting.models import Election, Electorate

FULL = 100


def rule_in_words(rule: Rule, areas: dict[str, Area]) -> str:
    """A rule as a sentence for each thing that it asks."""
    said = [_area(rule, areas), _age(rule)]
    return (" " if get_language() == "en" else "").join(filter(None, said)) or _(
        "名簿に載っている人はだれでも投票できます。"
    )


def _area(rule: Rule, areas: dict[str, Area]) -> str:
    codes = sorted(rule.wards) or ([rule.municipality] if rule.municipality else [])
    if not codes:
        return ""
    named = _("、").join(areas[code].name if code in areas else code for code in codes)
    if rule.resident_on:
        said = _("%(day)sに%(area)sに住んでいた人が投票できます。")
        return said % {"day": dates.day(rule.resident_on), "area": named}
    return _("%(area)sに住んでいる人が投票できます。") % {"area": named}


def _age(rule: Rule) -> str:
    if rule.minimum_age is None or rule.age_on is None:
        return ""
    said = {
        Reckoning.STATUTORY: _(
            "%(day)sに%(age)d歳以上であることが必要です（法律により、誕生日の前日に年をとります）。"
        ),
        Reckoning.BIRTHDAY: _("%(day)sまでに%(age)d歳の誕生日を迎えていることが必要です。"),
    }
    return said[rule.reckoning] % {"day": dates.day(rule.age_on), "age": rule.minimum_age}


def electorates_in_words(election: Election) -> list[tuple[Electorate, str]]:
    """Each body that votes with its rule. Two queries."""
    areas = {area.code: area for area in Area.objects.of_this_city()}
    return [(e, rule_in_words(e.rule, areas)) for e in election.electorates.all()]


def weights_of(electorates: Sequence[Electorate]) -> Mapping[str, Fraction]:
    """The weight of each by its code; all alike where none was given."""
    alike = Fraction(FULL, len(electorates))
    return MappingProxyType(
        {e.code: alike if e.weight is None else Fraction(e.weight) for e in electorates}
    )


def weights_problem(election: Election) -> str:
    """Why the electorates cannot be counted together, in words; empty where they can. One query."""
    weights = list(election.electorates.values_list("weight", flat=True))
    given = [weight for weight in weights if weight is not None]
    if len(weights) < 2 or not given:
        return ""
    if len(given) == len(weights) and sum(given) == FULL:
        return ""
    return _("重みは、すべての区分に書いて、合わせて100%にしてください。")


def area_rule(election: Election) -> str:
    """Who may vote, in both languages: a line of the definition."""
    parts = []
    for language in ("ja", "en"):
        with override(language):
            parts += [f"{e.name}: {said}" for e, said in electorates_in_words(election)]
    return " / ".join(parts)

"""What is public of votes: what is voted on, and, once a result is public, the result.

Nothing tells how an open vote goes: no ballots, no shares, no turnout.
"""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.opendata.tables import Column, Kind, Table, coded, cycle, money, number_of, written
from voting.counting.numbers import exact_text
from voting.models import Decision, Election, Option
from voting.names import KIND_NAMES, STATE_NAMES
from voting.selectors.results import table_of
from voting.states import ElectionKind

Values = Mapping[str, object]


def _elections_told(numbers: Sequence[int]) -> Mapping[int, Values]:
    """How many ballots there were, and where they are: of votes whose result is public."""
    counted = Election.objects.counted().filter(pk__in=numbers)
    with translation.override("ja"):
        return {
            pk: {
                "ballot_count": ballots,
                "ballots_url": settings.SITE_URL + reverse("voting:ballot_file", args=[pk]),
            }
            for pk, ballots in counted.values_list("pk", "ballot_count")
        }


def _options_of_results() -> QuerySet[Option]:
    return Option.objects.filter(election__in=Election.objects.counted())


def _results_told(numbers: Sequence[int]) -> Mapping[int, Values]:
    elections = (
        Election.objects.counted()
        .filter(options__in=numbers)
        .distinct()
        .select_related("cycle__area", "result__explanation")
    )
    told: dict[int, Values] = {}
    with translation.override("ja"):
        for election in elections:
            is_budget = election.kind == ElectionKind.BUDGET
            for row in table_of(election, election.result).rows:
                told[row.option.pk] = {
                    "rank": row.rank,
                    "votes": exact_text(row.votes),
                    "share": round(float(row.share), 2),
                    "score": exact_text(row.score),
                    "funded": row.funded if is_budget else None,
                    "running_total": exact_text(row.spent) if is_budget else None,
                    "why": " ".join(row.why),
                }
    return told


TABLES = (
    Table(
        "elections",
        _("投票"),
        _(
            "投票の種類、予算、日程です。票数と投票用紙（Pabulib形式）は、"
            "結果が公開されたものだけにあります。"
        ),
        Election.objects.all,
        (
            cycle("cycle"),
            Column("name", "投票名", "name_ja"),
            Column("name_en", "投票名_英字", "name_en"),
            *coded("kind", "種類", "kind", KIND_NAMES),
            *coded("state", "状態", "state", STATE_NAMES),
            money("budget", "予算額", "budget"),
            Column("currency", "通貨", "cycle__currency"),
            Column("opens_at", "投票開始日時", "opens_at", Kind.MOMENT),
            Column("closes_at", "投票終了日時", "closes_at", Kind.MOMENT),
            Column("ballot_count", "投票数", kind=Kind.INTEGER),
            Column("ballots_url", "投票用紙URL", kind=Kind.ADDRESS),
        ),
        page="voting:election",
        computed=_elections_told,
    ),
    Table(
        "options",
        _("投票の選択肢"),
        _("投票で選ばれる選択肢と、その費用です。"),
        lambda: Option.objects.filter(item__is_public=True),
        (
            cycle("election__cycle"),
            number_of("election_id", "投票ID", "election_id", filters=True),
            Column("number", "選択肢番号", "external_id"),
            written("title", "選択肢名", "item__title"),
            number_of("proposal_id", "提案ID", "proposal_id"),
            number_of("cluster_id", "課題ID", "cluster_id"),
            money("cost", "事業費", "cost"),
            Column("currency", "通貨", "election__cycle__currency"),
        ),
        page="voting:option",
    ),
    Table(
        "results",
        _("投票結果"),
        _("結果が公開された投票の、選択肢ごとの得票と採否です。"),
        _options_of_results,
        (
            cycle("election__cycle"),
            number_of("election_id", "投票ID", "election_id", filters=True),
            Column("number", "選択肢番号", "external_id"),
            written("title", "選択肢名", "item__title"),
            Column("rank", "順位", kind=Kind.INTEGER),
            Column("votes", "得票数"),
            Column("share", "得票率", kind=Kind.NUMBER),
            Column("score", "構成要素別得点"),
            Column("funded", "採否", kind=Kind.YES_NO),
            money("cost", "事業費", "cost"),
            Column("running_total", "累計額"),
            Column("currency", "通貨", "election__cycle__currency"),
            Column("why", "備考"),
        ),
        page="voting:option",
        computed=_results_told,
    ),
    Table(
        "decisions",
        _("議会の決定"),
        _("選択肢ごとの議会の決定と、投票と違うときの理由です。"),
        Decision.objects.all,
        (
            number_of("option_id", "選択肢ID", "option_id", filters=True),
            number_of("election_id", "投票ID", "option__election_id", filters=True),
            Column("approved", "議決", "approved", Kind.YES_NO, filters=True),
            money("amount", "議決額", "amount"),
            Column("currency", "通貨", "option__election__cycle__currency"),
            written("reason", "理由", "reason"),
            Column("decided_on", "議決日", "decided_on", Kind.DATE),
        ),
        moment="decided_on",
    ),
)

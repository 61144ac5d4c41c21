"""The papers of a session as PDF: the memo from what was frozen, the follow-up after it."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.charts.pictures import Size, svg_of
from portal.common.dates import day, moment_of
from portal.documents.blocks import blocks_of
from portal.documents.setting import pdf_of
from reviews.models import ReviewSession
from reviews.selectors.annual import Annual, charts_of
from reviews.selectors.snapshots import FrozenProject, chart_from


def memo_pdf(session: ReviewSession) -> bytes:
    """Of a session whose memo is out, with its snapshot."""
    language = get_language() or "ja"
    projects: list[FrozenProject] = session.snapshot.document[language]
    pictures: dict[str, bytes] = {}
    told = [_with_charts(project, pictures) for project in projects]
    facts = {
        **_head(session, _("事前資料：%(title)s") % {"title": session.title}),
        "labels": {"text": _("分析担当者から")},
        "blocks": blocks_of(session.memo),
        "projects": told,
    }
    return pdf_of("reviews/memo.typ", facts, pictures)


def _with_charts(project: FrozenProject, pictures: dict[str, bytes]) -> dict[str, Any]:
    """The project for the template; its pictures are put beside it under names of their own."""
    charts = []
    for facts in project["charts"]:
        chart = chart_from(facts)
        name = f"chart-{len(pictures)}.svg"
        pictures[name] = svg_of(chart, Size.WIDE)
        charts.append({"file": name, "title": chart.title, "alt": chart.description})
    return {**project, "charts": charts}


def follow_up_pdf(session: ReviewSession) -> bytes:
    """Of a session whose follow-up is out: every commitment, question and verdict of it."""
    facts = {
        **_head(session, _("会議の結果：%(title)s") % {"title": session.title}),
        "labels": {"text": _("まとめ")},
        "blocks": blocks_of(session.follow_up),
        "parts": [_commitments(session), _verdicts(session), _questions(session)],
    }
    return pdf_of("reviews/follow_up.typ", facts, {})


def _head(session: ReviewSession, title: str) -> dict[str, Any]:
    rows = [
        [_("開催日時"), moment_of(session.scheduled_at)],
        [_("サイクル"), session.cycle.name],
    ]
    if session.place:
        rows.append([_("場所・参加のしかた"), session.place])
    if session.memo_out_at:
        late = session.memo_text.name if session.memo_text else ""
        rows.append([_("事前資料"), f"{moment_of(session.memo_out_at)} {late}"])
    if session.follow_up_out_at:
        late = session.follow_up_text.name if session.follow_up_text else ""
        rows.append([_("会議の結果"), f"{moment_of(session.follow_up_out_at)} {late}"])
    return {
        "title": title,
        "subtitle": "",
        "language": get_language() or "ja",
        "footer": _("ともに　検証会議"),
        "about": {"headings": [_("項目"), _("内容")], "rows": rows},
    }


def _commitments(session: ReviewSession) -> dict[str, Any]:
    rows = [
        [
            each.text,
            each.owner.shown_name if each.owner else _("未定"),
            day(each.due_on) if each.due_on else _("未定"),
        ]
        for each in session.commitments.listed()
    ]
    return {
        "title": _("この会議での約束"),
        "headings": [_("約束の内容"), _("担当"), _("期限")],
        "rows": rows,
        "empty": _("この会議での約束はありません。"),
    }


def _verdicts(session: ReviewSession) -> dict[str, Any]:
    rows = [
        [each.project.item.title, str(each.kind_text.name), each.reason]
        for each in session.verdicts.select_related("project__item")
    ]
    return {
        "title": _("検証の結論"),
        "headings": [_("事業"), _("結論"), _("理由")],
        "rows": rows,
        "empty": _("まだ結論は出ていません。"),
    }


def _questions(session: ReviewSession) -> dict[str, Any]:
    rows = [
        [each.text, each.answer or _("まだ答えていません。")]
        for each in session.questions.in_sight()
    ]
    return {
        "title": _("質問と答え"),
        "headings": [_("質問"), _("答え")],
        "rows": rows,
        "empty": _("質問はありませんでした。"),
    }


def annual_pdf(annual: Annual) -> bytes:
    """The report of a year in the active language, its charts below its tables."""
    pictures: dict[str, bytes] = {}
    charts = []
    for number, chart in enumerate(charts_of(annual)):
        name = f"chart-{number}.svg"
        pictures[name] = svg_of(chart, Size.WIDE)
        charts.append({"file": name, "title": chart.title, "alt": chart.description})
    facts = {
        "title": _("検証の年次報告（%(year)d年）") % {"year": annual["year"]},
        "subtitle": _("%(day)sの記録から作成") % {"day": annual["made_on"]},
        "language": get_language() or "ja",
        "footer": _("ともに　検証会議"),
        "parts": annual["parts"],
        "charts": charts,
    }
    return pdf_of("reviews/annual.typ", facts, pictures)

"""The kinds of item and of event of this stage. One event a state, so that each is a sentence."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.common.dates import day
from portal.lifecycle.kinds import EventKind, ItemKind
from portal.lifecycle.phases import Phase
from proposals.states import AppealOutcome, ReportState, ScreeningVerdict

ITEMS = (
    ItemKind("report", _("報告"), "proposals:report", Phase.DISCOVER, "proposals:reports"),
    ItemKind("cluster", _("課題"), "proposals:cluster", Phase.ORGANISE, "proposals:clusters"),
    ItemKind("proposal", _("提案"), "proposals:proposal", Phase.DESIGN, "proposals:proposals"),
)
REPORT_EVENTS: dict[ReportState, EventKind] = {
    state: EventKind(f"proposals.report_{state}", sentence)
    for state, sentence in {
        ReportState.RECEIVED: _("報告「%(title)s」を受け付けました。"),
        ReportState.LOOKED_AT: _("報告「%(title)s」を市が確認しています。"),
        ReportState.IN_PROGRESS: _("報告「%(title)s」への対応が始まりました。"),
        ReportState.LOOKING_FOR_HELPERS: _("報告「%(title)s」を一緒に解決する人を募集しています。"),
        ReportState.DONE: _("報告「%(title)s」への対応が済みました。"),
        ReportState.PASSED_ON: _("報告「%(title)s」を担当するほかの機関へ引き継ぎました。"),
        ReportState.CANNOT_DO: _(
            "報告「%(title)s」には対応できないと市が答えました。理由をご覧ください。"
        ),
        ReportState.DUPLICATE: _("報告「%(title)s」は、先にあった同じ報告にまとめられました。"),
        ReportState.REOPENED: _("報告「%(title)s」への対応を再開しました。"),
    }.items()
}
VERDICT_EVENTS: dict[ScreeningVerdict, EventKind] = {
    verdict: EventKind(f"proposals.proposal_{verdict}", sentence, along_the_path=True)
    for verdict, sentence in {
        ScreeningVerdict.COSTED: _("提案「%(title)s」の審査が済み、費用の見積もりが出ました。"),
        ScreeningVerdict.RETURNED: _("提案「%(title)s」に市から質問がありました。"),
        ScreeningVerdict.DECLINED: _(
            "提案「%(title)s」は不採択になりました。市の回答をご覧ください。"
        ),
    }.items()
}
OUTCOME_EVENTS: dict[AppealOutcome, EventKind] = {
    AppealOutcome.ALLOWED: EventKind(
        "proposals.appeal_allowed",
        _("提案「%(title)s」への不服の申出が認められ、もう一度審査します。"),
        along_the_path=True,
    ),
    AppealOutcome.DISMISSED: EventKind(
        "proposals.appeal_dismissed",
        _("提案「%(title)s」への不服の申出に市が答えました。不採択のままです。"),
        along_the_path=True,
    ),
}
EVENTS = (
    *REPORT_EVENTS.values(),
    EventKind(
        "proposals.cluster_confirmed",
        _("あなたの報告が、課題「%(title)s」にまとめられました。"),
        along_the_path=True,
    ),
    *VERDICT_EVENTS.values(),
    EventKind(
        "proposals.answer_owed",
        _("報告「%(title)s」に多くの人が賛同したので、市は%(day)sまでに回答します。"),
        words=lambda facts: {"day": day(date.fromisoformat(facts["day"]))},
    ),
    EventKind(
        "proposals.organisation_invited",
        _("提案「%(title)s」を一緒に書くよう、「%(organisation)s」を招きました。"),
    ),
    EventKind(
        "proposals.organisation_joined",
        _("「%(organisation)s」が提案「%(title)s」の共同提案者になりました。"),
    ),
    EventKind(
        "proposals.organisation_left",
        _("「%(organisation)s」は提案「%(title)s」の共同提案者ではなくなりました。"),
    ),
    EventKind(
        "proposals.organisation_consented",
        _("「%(organisation)s」が提案「%(title)s」の第%(revision)s版に同意しました。"),
    ),
    EventKind(
        "proposals.change_suggested",
        _("提案「%(title)s」に、直しの提案がありました。"),
    ),
    EventKind(
        "proposals.suggestion_accepted",
        _("提案「%(title)s」への直しの提案が取り入れられました。"),
    ),
    EventKind(
        "proposals.suggestion_declined",
        _("提案「%(title)s」への直しの提案に、書いた人が答えました。"),
    ),
    EventKind(
        "proposals.proposal_submitted",
        _("提案「%(title)s」が提出されました。"),
        along_the_path=True,
    ),
    EventKind(
        "proposals.screening_begun",
        _("提案「%(title)s」の審査を「%(organisation)s」が始めました。"),
    ),
    EventKind(
        "proposals.department_asked",
        _("提案「%(title)s」の審査で「%(organisation)s」に意見を求めました。"),
    ),
    EventKind(
        "proposals.opinion_given",
        _("提案「%(title)s」の審査に「%(organisation)s」が意見を出しました。"),
    ),
    EventKind(
        "proposals.question_asked",
        _("提案「%(title)s」について「%(organisation)s」が質問しています。"),
    ),
    EventKind("proposals.question_answered", _("提案「%(title)s」への質問に答えがありました。")),
    EventKind("proposals.appealed", _("提案「%(title)s」の不採択に、不服の申出がありました。")),
    *OUTCOME_EVENTS.values(),
)

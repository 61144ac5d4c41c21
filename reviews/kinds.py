"""The kinds of item and of event of this stage."""

from django.utils.translation import gettext_lazy as _

from portal.lifecycle.kinds import EventKind, ItemKind
from portal.lifecycle.phases import Phase

ITEMS = (
    ItemKind("project", _("事業"), "reviews:project", Phase.EXECUTE, "reviews:projects"),
    ItemKind("indicator", _("指標"), "reviews:indicator", Phase.VERIFY, "reviews:projects"),
    ItemKind("commitment", _("約束"), "reviews:commitment", Phase.VERIFY, "reviews:sessions"),
)
# What became of a report is told to its first reporters and supporters too: along the path.
EVENTS = (
    EventKind(
        "reviews.project_created",
        _("「%(title)s」が事業になりました。"),
        along_the_path=True,
    ),
    EventKind(
        "reviews.project_taken_on", _("事業「%(title)s」を「%(organisation)s」が担当します。")
    ),
    EventKind(
        "reviews.project_started", _("事業「%(title)s」が始まりました。"), along_the_path=True
    ),
    EventKind(
        "reviews.milestone_reached", _("事業「%(title)s」で「%(milestone)s」を達成しました。")
    ),
    EventKind(
        "reviews.project_finished", _("事業「%(title)s」が完了しました。"), along_the_path=True
    ),
    EventKind(
        "reviews.project_stopped",
        _("事業「%(title)s」は中止になりました。理由をご覧ください。"),
        along_the_path=True,
    ),
    EventKind(
        "reviews.reading_recorded",
        _("指標「%(title)s」の値が記録されました：%(value)s"),
    ),
    EventKind(
        "reviews.session_scheduled",
        _("事業「%(title)s」の検証会議が決まりました。質問を寄せることができます。"),
    ),
    EventKind(
        "reviews.series_opened",
        _("検証会議「%(series)s」の年間の予定が決まりました。"),
    ),
    EventKind("reviews.memo_out", _("事業「%(title)s」の検証会議の事前資料が公開されました。")),
    EventKind("reviews.session_held", _("事業「%(title)s」の検証会議が開かれました。")),
    EventKind(
        "reviews.session_cancelled",
        _("事業「%(title)s」の検証会議が中止になりました。理由をご覧ください。"),
    ),
    EventKind("reviews.question_answered", _("事業「%(title)s」への質問に答えがありました。")),
    EventKind("reviews.commitment_made", _("検証会議で約束しました：「%(title)s」")),
    EventKind("reviews.commitment_assigned", _("約束「%(title)s」の担当と期限が決まりました。")),
    EventKind("reviews.commitment_settled", _("約束「%(title)s」が実行されました。")),
    EventKind(
        "reviews.commitment_renegotiated",
        _("約束「%(title)s」の期限が約束し直されました。理由をご覧ください。"),
    ),
    EventKind(
        "reviews.commitment_overdue",
        _("約束「%(title)s」の期限が過ぎています。実行したか、約束し直してください。"),
    ),
    EventKind("reviews.follow_up_out", _("事業「%(title)s」の検証会議の結果が公開されました。")),
    EventKind(
        "reviews.verdict_given",
        _("事業「%(title)s」の検証の結論が出ました。理由をご覧ください。"),
        along_the_path=True,
    ),
    EventKind(
        "reviews.carried_over",
        _("「%(title)s」は次のサイクル「%(cycle)s」に引き継がれました。"),
        along_the_path=True,
    ),
)

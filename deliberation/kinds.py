"""The kinds of event of deliberation."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deliberation.subjects import subject_label
from portal.lifecycle.kinds import EventKind, Facts, ItemKind
from portal.lifecycle.phases import Phase


def _what(facts: Facts) -> Mapping[str, str]:
    """What was decided about: events from before there were other things are of contributions."""
    label = subject_label(facts.get("subject", "contribution"))
    if not facts.get("sequence"):
        return {"what": label}
    place = {"label": label, "sequence": facts["sequence"]}
    return {"what": gettext("%(label)s（%(sequence)d番）") % place}


ITEMS = (
    ItemKind(
        "opinion_map",
        _("意見の地図"),
        "deliberation:opinion_map",
        Phase.DESIGN,
        "deliberation:opinion_maps",
    ),
)

EVENTS = (
    EventKind(
        "deliberation.contributed",
        _("「%(title)s」に新しい意見が届きました。"),
        once_until_read=True,
    ),
    EventKind(
        "deliberation.answered",
        _("「%(title)s」に書かれた質問（%(sequence)d番）に、市が回答しました。"),
    ),
    EventKind(
        "deliberation.replied",
        _("「%(title)s」に書かれた意見（%(sequence)d番）に、返信がありました。"),
        once_until_read=True,
    ),
    EventKind(
        "deliberation.hidden",
        _(
            "「%(title)s」に書かれた%(what)sを、投稿管理者が非表示にしました。理由：%(reason)s"
            " 納得できないときは、30日以内に異議を申し立てられます。"
        ),
        words=_what,
    ),
    EventKind(
        "deliberation.shown",
        _("「%(title)s」に書かれた%(what)sを、投稿管理者がもう一度表示しました。理由：%(reason)s"),
        words=_what,
    ),
    EventKind(
        "deliberation.appeal_granted",
        _("「%(title)s」に書かれた%(what)sへの異議が認められ、表示に戻りました。理由：%(reason)s"),
        words=_what,
    ),
    EventKind(
        "deliberation.appeal_upheld",
        _(
            "「%(title)s」に書かれた%(what)sは、異議を確認しましたが、非表示のままになりました。"
            "理由：%(reason)s"
        ),
        words=_what,
    ),
    EventKind(
        "deliberation.flagged",
        _("「%(title)s」の%(what)sに、確認してほしいというお知らせがありました（投稿管理者へ）。"),
        words=_what,
    ),
    EventKind(
        "deliberation.appealed",
        _("「%(title)s」の%(what)sを非表示にしたことに、異議がありました（投稿管理者へ）。"),
        words=_what,
    ),
    EventKind(
        "deliberation.flag_hidden",
        _("お知らせいただいた「%(title)s」の%(what)sを確認し、非表示にしました。"),
        words=_what,
    ),
    EventKind(
        "deliberation.flag_kept",
        _("お知らせいただいた「%(title)s」の%(what)sを確認し、そのまま表示することにしました。"),
        words=_what,
    ),
    EventKind(
        "deliberation.summarised",
        _(
            "「%(title)s」の話し合いのまとめに、あなたの意見が使われました。"
            "言いたいことと違うときは、異議を書けます。"
        ),
    ),
    EventKind("deliberation.objected", _("「%(title)s」のまとめに、異議がありました。")),
    EventKind("deliberation.moved", _("あなたの意見は「%(title)s」の話し合いに移されました。")),
    EventKind("deliberation.closed", _("「%(title)s」の話し合いが、結果とともに閉じました。")),
    EventKind("deliberation.reopened", _("「%(title)s」の話し合いが、もう一度開きました。")),
    EventKind(
        "deliberation.map_opened",
        _("意見の地図「%(title)s」が開きました。短い意見に答えてみませんか。"),
        along_the_path=True,
    ),
    EventKind("deliberation.map_closed", _("意見の地図「%(title)s」の受付が終わりました。")),
    EventKind(
        "deliberation.statement_shown",
        _("「%(title)s」にあなたが加えた短い意見「%(text)s」を載せました。"),
    ),
    EventKind(
        "deliberation.statement_refused",
        _("「%(title)s」にあなたが加えた短い意見「%(text)s」は載せませんでした。理由：%(reason)s"),
    ),
)

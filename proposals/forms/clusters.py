"""What somebody who sorts reports fills in."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.fields import RefusableForm, TextField, TitleField
from portal.common.written import language_of
from proposals.models import Cluster, Report
from proposals.services.clustering import ClusterText


class NameForm(RefusableForm):
    """What a cluster is called, in words that could stand on a ballot."""

    title = TitleField(
        label=_("課題の名前"), max_length=80, help_text=_("何が課題かを、ひとことで")
    )
    summary = TextField(
        label=_("どんな課題か"),
        max_length=200,
        help_text=_("やさしい言葉で、200文字まで。投票の選択肢になったときも、この文が載ります。"),
        widget=forms.Textarea({"rows": 3}),
    )

    def text(self) -> ClusterText:
        title, summary = self.cleaned_data["title"], self.cleaned_data["summary"]
        return ClusterText(title, summary, language_of(f"{title}\n{summary}"))


class ChosenReports(RefusableForm):
    reports = forms.ModelMultipleChoiceField(
        queryset=Report.objects.none(),
        label=_("まとめる報告"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, offered: Collection[Report], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reports"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Report.objects.filter(pk__in=[report.pk for report in offered])

    def numbers(self) -> list[int]:
        return [report.pk for report in self.cleaned_data["reports"]]


class ConfirmForm(ChosenReports, NameForm):
    """A cluster of its own, out of what is in none."""

    field_order = ["reports", "title", "summary"]

    def __init__(self, *args: Any, offered: Collection[Report], **kwargs: Any) -> None:
        super().__init__(*args, offered=offered, **kwargs)
        self.fields["reports"].initial = [report.pk for report in offered]


class SplitForm(ChosenReports, NameForm):
    field_order = ["reports", "title", "summary"]

    def __init__(self, *args: Any, offered: Collection[Report], **kwargs: Any) -> None:
        super().__init__(*args, offered=offered, **kwargs)
        self.fields["reports"].label = _("別の課題にする報告")
        self.fields["reports"].help_text = _("選ばなかった報告は、もとの課題に残ります。")


class AddForm(ChosenReports):
    def __init__(self, *args: Any, offered: Collection[Report], **kwargs: Any) -> None:
        super().__init__(*args, offered=offered, **kwargs)
        self.fields["reports"].label = _("加える報告")


class MergeForm(RefusableForm):
    into = forms.ModelChoiceField(
        queryset=Cluster.objects.none(),
        label=_("どの課題にまとめるか"),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = offered

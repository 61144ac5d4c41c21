"""Fields that several forms of reviews have."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation
from portal.common.fields import RefusableForm
from reviews.models import Project


class DeedForm(RefusableForm):
    """A form of reviews, its texts short enough to leave the button on a phone's screen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # Django's own measure is ten lines.
            if isinstance(field.widget, forms.Textarea) and field.widget.attrs.get("rows") == "10":
                field.widget.attrs["rows"] = "5"


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        # A browser's date field takes and gives ISO 8601, whatever the language.
        kwargs.setdefault("widget", forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


class MomentField(forms.DateTimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)


class ProjectField(forms.ModelChoiceField[Project]):
    """One of the projects of a session; where there is only one, it is chosen already."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Project.objects.none())
        kwargs.setdefault("label", _("事業"))
        kwargs.setdefault("empty_label", _("選んでください"))
        super().__init__(**kwargs)

    def offer(self, projects: QuerySet[Project]) -> None:
        """Read once: left to itself the field asks again each time it is drawn."""
        self.queryset = projects
        if len(projects) == 1:
            self.initial, self.empty_label = projects[0], None
        choices = ModelChoiceIterator(self)
        offered: list[Any] = [choices.choice(project) for project in projects]
        self.choices = offered if self.empty_label is None else [("", self.empty_label), *offered]


class OwnerField(forms.ModelChoiceField[Organisation]):
    """Who keeps a commitment: any department, or an organisation that was verified."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Organisation.objects.none())
        kwargs.setdefault("label", _("担当"))
        kwargs.setdefault("empty_label", _("選んでください"))
        super().__init__(**kwargs)

    def offer(self) -> None:
        departments = Organisation.objects.departments()
        self.queryset = (departments | Organisation.objects.verified()).order_by("name")


def choice(form: forms.Form, name: str) -> Any:
    return form.fields[name]

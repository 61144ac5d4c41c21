"""Form fields for what people write, and forms that a service may refuse."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django import forms
from django.utils.translation import gettext as _

from portal.common.errors import NotAllowed, RuleViolation
from portal.common.photos import Photo, PhotoIsUnfit, cleaned_photo
from portal.common.written import one_line, plain

T = TypeVar("T")


class TitleField(forms.CharField):
    """One line of plain text."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class TextField(forms.CharField):
    """Plain text of several lines, without white space around it."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value) or "").strip()


class _PhotosInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Up to `most` photos in one choice of files; gives them cleaned, as a list."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        widget = _PhotosInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
        super().__init__(widget=widget, **kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[Photo]:
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        files = [super(PhotosField, self).clean(each, initial) for each in sent]
        if len(files) > self.most:
            raise forms.ValidationError(_("写真は%(most)d枚までです。") % {"most": self.most})
        try:
            return [cleaned_photo(file.read()) for file in files]
        except PhotoIsUnfit as unfit:
            raise forms.ValidationError(str(unfit)) from unfit


class RefusableForm(forms.Form):
    """A form whose deed the rules may refuse: the refusal stands beside the field it is about."""

    field_of: ClassVar[dict[type[RuleViolation], str]] = {}
    refusal: RuleViolation | None = None

    def attempt(self, deed: Callable[[], T]) -> T | None:
        """Do the deed; where the rules refuse the moment, say so in the form and give nothing.

        Who is not allowed at all is answered by a page, not by a form: that refusal goes on.
        """
        try:
            return deed()
        except NotAllowed:
            raise
        except RuleViolation as violation:
            self.refusal = violation
            self.add_error(self.field_of.get(type(violation)), str(violation))
            return None

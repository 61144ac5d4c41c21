"""A table of facts that anyone may download."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, User
from portal.evidence.licences import Licence
from portal.evidence.names import LICENCES, LicenceText
from portal.lifecycle.models import Item
from portal.registers.models import Area, Theme


def stored_name(_data_set: "DataSet", _uploaded_name: str) -> str:
    """Where a file is kept: under a name of our own, never the one that was sent."""
    return f"evidence/{uuid4().hex}.csv"


class DataSetQuerySet(models.QuerySet["DataSet"]):
    def listed(self) -> Self:
        """With all that one line of a list shows."""
        return self.select_related("item__cycle", "area", "theme", "organisation")


class DataSet(models.Model):
    """A CSV file with where it comes from and what one may do with it.

    `preview` is the header and the first rows, read once when the file came in.
    """

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="dataset")
    title = models.CharField(_("題名"), max_length=100)
    about = models.TextField(_("このデータについて"), max_length=2000)
    language = models.CharField(_("書いた言語"), max_length=5, default="ja")
    theme = models.ForeignKey(Theme, models.PROTECT, verbose_name=_("テーマ"))
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("地域"), related_name="data_sets")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("登録する団体・課"), related_name="data_sets"
    )
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    licence = models.CharField(
        _("ライセンス"),
        max_length=20,
        choices=[(licence.value, text.name) for licence, text in LICENCES.items()],
    )
    source = models.CharField(_("出典"), max_length=200)
    made_on = models.DateField(_("データの作成日"))
    file = models.FileField(_("CSVファイル"), upload_to=stored_name, max_length=100)
    encoding = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    row_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    preview = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)

    objects = DataSetQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-created_at", "-item"], name="data_set_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url()

    @property
    def licence_text(self) -> LicenceText:
        return LICENCES[Licence(self.licence)]

"""Data sets and requests for data, each placed on the path."""

from datetime import date
from hashlib import sha256

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from portal.evidence.licences import Licence
from portal.evidence.models import DataSet, EvidenceRequest
from portal.lifecycle import lineage
from portal.lifecycle.phases import Phase
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.lifecycle import cycle_in
from tests.factories.registers import AreaFactory, ThemeFactory

CONTENT = "区,街灯の数\r\n中央区,1200\r\n美浜区,900\r\n".encode()


class DataSetFactory(DjangoModelFactory[DataSet]):
    class Meta:
        model = DataSet
        exclude = ["cycle", "content"]

    cycle = factory.LazyFunction(lambda: cycle_in(Phase.KNOW))
    content = CONTENT
    title = factory.Sequence(lambda n: f"街灯の数{n}")
    item = factory.LazyAttribute(lambda o: lineage.place("evidence", cycle=o.cycle, title=o.title))
    about = "区ごとの街灯の数です。"
    theme = factory.SubFactory(ThemeFactory)
    area = factory.SubFactory(AreaFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    added_by = factory.SubFactory(UserFactory)
    licence = Licence.CC_BY_4_0
    source = "千葉市 道路照明台帳"
    made_on = date(2026, 4, 1)
    file = factory.LazyAttribute(lambda o: ContentFile(o.content, name="x.csv"))
    encoding = "utf-8"
    size = factory.LazyAttribute(lambda o: len(o.content))
    row_count = 2
    sha256 = factory.LazyAttribute(lambda o: sha256(o.content).hexdigest())
    preview = factory.LazyFunction(
        lambda: [["区", "街灯の数"], ["中央区", "1200"], ["美浜区", "900"]]
    )


class EvidenceRequestFactory(DjangoModelFactory[EvidenceRequest]):
    class Meta:
        model = EvidenceRequest
        exclude = ["cycle"]

    cycle = factory.LazyFunction(lambda: cycle_in(Phase.KNOW))
    text = factory.Sequence(lambda n: f"町丁別の街灯の数{n}")
    item = factory.LazyAttribute(
        lambda o: lineage.place("data_request", cycle=o.cycle, title=o.text)
    )
    why = "暗い道を地図で確かめたいからです。"
    by = factory.SubFactory(UserFactory)

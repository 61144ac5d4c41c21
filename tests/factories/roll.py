"""Electorates, rolls and who stands on them."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from tests.factories.voting import ElectionFactory
from voting.models import Electorate, Roll, RollEntry


class ElectorateFactory(DjangoModelFactory[Electorate]):
    """Residents of two wards of the city who are 15 on 1 April 2026."""

    class Meta:
        model = Electorate

    election = factory.SubFactory(ElectionFactory)
    position = factory.LazyAttribute(lambda e: e.election.electorates.count())
    code = factory.LazyAttribute(lambda e: f"residents{e.position or ''}")
    name_ja = "千葉市に住む人"
    name_en = "Residents of Chiba City"
    minimum_age = 15
    age_on = date(2026, 4, 1)
    municipality_code = "12100"
    ward_codes = factory.LazyFunction(lambda: ["12101", "12102"])


class RollFactory(DjangoModelFactory[Roll]):
    class Meta:
        model = Roll

    election = factory.SubFactory(ElectionFactory)


class RollEntryFactory(DjangoModelFactory[RollEntry]):
    """A resident with a name and an address, old enough."""

    class Meta:
        model = RollEntry

    electorate = factory.SubFactory(ElectorateFactory)
    election = factory.SelfAttribute("electorate.election")
    voter_no = factory.Sequence(lambda n: f"{n:06}")
    municipality_code = "12100"
    ward_code = "12101"
    birth_date = date(1990, 5, 17)
    postal_code = "2600001"
    kana = "チバ ハナコ"
    name = factory.Sequence(lambda n: f"千葉 花子{n}")
    address = "千葉県千葉市中央区中央1丁目2番3号"

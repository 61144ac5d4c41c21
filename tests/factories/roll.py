"""Electorates, rolls and who stands on them."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.demo.identity import invented_people
from tests.factories.voting import ElectionFactory
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.models import Electorate, HeldVote, Roll, RollEntry
from voting.registrar.making import Registrar


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


def invented(sub="demo-tanabe"):
    """Someone of the demo's identity provider."""
    return next(person for person in invented_people() if person["sub"] == sub)


def listed(person, electorate, **columns):
    """An entry of the roll for someone of the identity provider."""
    return RollEntryFactory(
        electorate=electorate,
        name=person["name"],
        address=person["address"],
        birth_date=date.fromisoformat(person["birthdate"]),
        **columns,
    )


def registering_vote(**changes):
    """A vote held here whose registration is open, and the registrar's own secret for it."""
    election = ElectionFactory()
    held = HeldVote.objects.create(
        election=election,
        name=f"vote-{election.pk}",
        threshold=2,
        mixes=2,
        anonymity_minimum=10,
    )
    registrar = Registrar(held.name, RISTRETTO255, 815)
    now = timezone.now()
    RollFactory(
        election=held.election,
        size=1,
        imported_at=now,
        registrar_key=RISTRETTO255.multiply_generator(registrar.registration).hex(),
        registration_opens_at=now - timedelta(hours=1),
        registration_closes_at=now + timedelta(hours=1),
        **changes,
    )
    everywhere = {"ward_codes": []}
    return ElectorateFactory(election=held.election, **everywhere), registrar

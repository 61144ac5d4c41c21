"""The headline: someone who does not live there cannot vote, by any path."""

from datetime import date

import pytest
from django.utils import timezone

from tests.factories.held import DRAW, Refusal
from tests.factories.roll import invented, listed
from tests.voting.held.test_paper import Counter
from tests.voting.services.test_registrations import identity
from voting.crypto.draw import draw_scalar
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.eligibility import Refusal as Why
from voting.models import LogEntry, PaperVoter, RegistrationPermission, Roll
from voting.registrar.counter import Request, exclude
from voting.rehearse.device import Device
from voting.roll_errors import CannotVote, CardIsUnknown
from voting.services.handing_over import rows_for_registrar
from voting.services.registrations import permit_registration

ELSEWHERE = {"municipality_code": "13101", "ward_code": ""}
MOVED_AWAY = {"resident_until": date(2026, 3, 1)}
CAME_LATE = {"resident_since": date(2026, 6, 1)}
OWN = draw_scalar(DRAW, RISTRETTO255)


OUTSIDERS = {"A": ELSEWHERE, "B": MOVED_AWAY, "C": CAME_LATE}


@pytest.mark.django_db
def test_who_does_not_live_there_cannot_vote_by_any_path():
    counter = Counter(voters=2)
    people = ("demo-tanabe", "demo-nakane", "demo-nguyen")
    electorate = counter.election.electorates.get()
    electorate.resident_on = date(2026, 4, 1)
    electorate.save()
    for sub, (number, columns) in zip(people, OUTSIDERS.items(), strict=True):
        listed(invented(sub), electorate, voter_no=number, **columns)

    # No code: the registrar, who makes the codes, never hears of them.
    assert {row[0] for row in rows_for_registrar(counter.election)} == {"0", "1"}
    no_key_online(counter.election, people)
    no_paper(counter)
    no_exclusion_that_would_count_paper(counter)
    # No ballot at the endpoint, by a key of one's own making.
    with pytest.raises(Refusal) as cast:
        Device(counter.vote.definition, OWN, counter.town.ask, DRAW).cast((0,))
    assert cast.value.code == "unlisted-credential"
    assert not LogEntry.objects.exists()
    assert not PaperVoter.objects.exists()
    assert not RegistrationPermission.objects.exists()


def no_key_online(election, people):
    now = timezone.now()
    dates = {"registration_opens_at": now, "registration_closes_at": election.closes_at}
    Roll.objects.create(election=election, size=5, registrar_key="11" * 32, **dates)
    for sub in (*people, "demo-aizawa"):
        with pytest.raises(CannotVote) as online:
            permit_registration(election=election, identity=identity(sub), now=now)
        unknown = sub == "demo-aizawa"
        assert online.value.refusal == (Why.NOT_ON_ROLL if unknown else Why.OTHER_AREA)


def no_paper(counter):
    """Neither by the number nor by a card of one's own making."""
    for number in (*OUTSIDERS, "none such"):
        with pytest.raises(CannotVote) as paper:
            counter.by_roll(number)
        assert paper.value.refusal in (Why.OTHER_AREA, Why.NOT_ON_ROLL)
    counter.keys.append(RISTRETTO255.multiply_generator(OWN))
    with pytest.raises(CardIsUnknown):
        counter.by_card(2)


def no_exclusion_that_would_count_paper(counter):
    definition, key = counter.vote.definition, counter.town.signing
    asked = [Request(1, entry="A"), Request(2, credential=counter.keys[2])]
    assert exclude(definition, asked, counter.index, set(), key, DRAW).entries == ()

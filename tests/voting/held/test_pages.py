"""The pages on which a vote is set up, watched and certified, each for its own people."""

import json
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import RoleGrant
from portal.accounts.roles import Role
from portal.jobs.services import do_once
from portal.lifecycle.phases import Phase
from portal.registers.models import Area, AreaKind
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.held import DRAW, Town
from tests.factories.lifecycle import cycle_in
from tests.factories.proposals import ProposalFactory
from tests.factories.registers import AreaFactory, ThemeFactory
from tests.factories.voting import OptionFactory
from voting.crypto.credential_list import CredentialList
from voting.crypto.groups.ristretto import RISTRETTO255
from voting.models import Credential, HeldVote
from voting.registrar.making import Made, Registrar
from voting.selectors.board import get_from
from voting.services.holding import renew_address
from voting.services.log import sequence
from voting.states import ElectionState

pytestmark = pytest.mark.django_db


def page(client, name, town, **posted):
    url = reverse(f"voting:{name}", args=[town.election.pk])
    answer = client.post(url, posted, follow=True) if posted else client.get(url)
    return answer.status_code, answer.content.decode()


def plan_of(town):
    return {
        "trustees": [person.pk for person in town.trustees],
        "threshold": 2,
        "mixes": 2,
        "registrar": town.registrar.pk,
        "anonymity_minimum": 2,
    }


def test_an_administrator_sets_a_vote_up_and_the_checklist_says_what_is_missing(client):
    town = Town()
    client.force_login(town.admin)

    status, said = page(client, "hold", town, **plan_of(town))

    assert status == 200
    assert HeldVote.objects.get().seats.count() == 3
    assert said.count("まだ") >= 4
    assert "投票の定義を作る" not in said.split("</table>")[1]
    status, said = page(client, "define", town, sure="yes")
    assert status == 409
    assert "署名した名簿" in said


def test_ballots_are_limited_by_theme_and_by_ward_where_there_is_more_than_the_limit(client):
    city = AreaFactory(code="12100", kind=AreaKind.CITY, name_ja="千葉市", name_en="Chiba City")
    wards = [AreaFactory(code=code, parent=city) for code in ("12101", "12102")]
    Area.objects.filter(pk__in=[ward.pk for ward in wards]).update(parent=city)
    town = Town(options=0, cycle=cycle_in(Phase.BUDGET, area=city))
    themes = [ThemeFactory(slug=slug) for slug in ("town", "safety")]
    for area, theme in zip([*wards[:1] * 3, wards[1], city], (0, 0, 1, 1, 1), strict=True):
        proposal = ProposalFactory(cycle=town.election.cycle, area=area, theme=themes[theme])
        OptionFactory(election=town.election, proposal=proposal)
    client.force_login(town.admin)

    page(client, "hold", town, **plan_of(town), most_per_theme=2, most_per_ward=2)

    assert HeldVote.objects.get().quotas == [
        {"options": [2, 3, 4], "least": 0, "most": 2},
        {"options": [0, 1, 2], "least": 0, "most": 2},
    ]


def test_nobody_else_sets_a_vote_up(client):
    town = Town()
    client.force_login(UserFactory())

    assert page(client, "hold", town, **plan_of(town))[0] == 403
    town.hold()
    assert page(client, "define", town, sure="yes")[0] == 403
    assert page(client, "credentials", town)[0] == 403
    assert page(client, "trustee_address", town, new="yes")[0] == 403
    assert page(client, "certify", town)[0] == 403
    assert HeldVote.objects.get().definition is None


def test_a_plan_that_cannot_be_is_refused_in_the_form(client):
    town = Town()
    client.force_login(town.admin)

    status, said = page(client, "hold", town, **{**plan_of(town), "threshold": 4})

    assert status == 422
    assert "鍵の管理者の人数以下" in said
    assert not HeldVote.objects.exists()


def test_the_registrar_hands_the_list_over_and_a_list_with_another_key_is_refused(client):
    town = Town().hold()
    client.force_login(town.registrar)
    group = RISTRETTO255
    listed = CredentialList((tuple(sorted(map(group.multiply_generator, town.keys))),))
    made = Made((), listed, ("residents",), ())
    encoded = made.public_list(Registrar(town.held.name, group, 815), DRAW)
    key = group.multiply_generator(815).hex()
    other = group.multiply_generator(816).hex()

    def file():
        return SimpleUploadedFile("credentials.json", encoded)

    assert page(client, "credentials", town, key=other, file=file())[0] == 422
    status, said = page(client, "credentials", town, key=key, file=file())

    assert status == 200
    assert "4人分" in said
    assert Credential.objects.count() == 4


def test_a_trustee_gets_an_address_once_and_hands_files_in_by_hand(client, caplog):
    town = Town().hold()
    client.force_login(town.trustees[1])
    town.keyholders.make_key()
    said = page(client, "trustee_address", town, new="yes")[1]
    address = said.split("/boards/")[1].split("<")[0]

    wrong = SimpleUploadedFile("approval-2.json", b"{}")
    status, refused = page(client, "trustee_upload", town, file=wrong)
    foreign = client.put(f"/boards/{address}/keys-1.json", b"{}")
    missing = client.get(f"/boards/{address}/head.json")
    unknown = client.put(f"/boards/{town.held.name}/wrong/keys-2.json", b"{}")
    nameless = client.put(f"/boards/{town.held.name}/keys-2.json", b"{}")

    assert status == 422
    assert "段階ではありません" in refused
    assert [foreign.status_code, unknown.status_code, nameless.status_code] == [404, 404, 403]
    assert missing.status_code == 404
    assert address.rsplit("/", 1)[1] not in caplog.text
    assert "投票の鍵ができました" in page(client, "ceremony", town)[1]


def test_a_seat_and_a_signature_are_of_use_only_while_the_role_is_held(client):
    town = Town().open()
    for person, name in ((town.trustees[1], "trustee_upload"), (town.registrar, "log_entries")):
        client.force_login(person)
        assert page(client, name, town, file=SimpleUploadedFile("a.json", b"{}"))[0] == 422

        RoleGrant.objects.filter(user=person).update(revoked_at=timezone.now())

        assert page(client, name, town, file=SimpleUploadedFile("a.json", b"{}"))[0] == 403


def test_a_secret_address_is_of_use_only_while_its_trustee_holds_the_role(client):
    town = Town().open()
    seat = town.held.seats.first()
    token = renew_address(actor=seat.person, seat=seat)
    address = f"/boards/{town.held.name}/{token}/keys-{seat.number}.json"
    assert client.put(address, b"{}").status_code == 412  # its own, but too late

    RoleGrant.objects.filter(user=seat.person).update(revoked_at=timezone.now())

    assert client.put(address, b"{}").status_code == 404


def test_all_that_lies_on_the_board_is_given_as_one_file(client):
    town = Town().open()
    client.force_login(town.trustees[1])
    assert "trustee.html" in page(client, "ceremony", town)[1]

    response = client.get(reverse("voting:board_archive", args=[town.election.pk]))

    with ZipFile(BytesIO(response.getvalue())) as packed:
        files = {info.filename: packed.read(info) for info in packed.infolist()}
        assert {info.compress_type for info in packed.infolist()} == {ZIP_STORED}
    get = get_from(town.held.pk)
    assert {"invitation.json", "keys-1.json", "definition.json"} <= set(files)
    assert all(get(name) == octets for name, octets in files.items() if name != "head.json")


def test_a_tracker_is_looked_up_and_the_result_is_certified_by_an_auditor(client):
    town = Town().open()
    trackers = [town.device(place).cast((0,)) for place in range(2)]
    town.device(2).cast((0, 1))
    before = page(client, "log", town, tracker=trackers[0].hex())[1]
    sequence(town.vote)
    after = page(client, "log", town, tracker=trackers[0].hex())[1]
    unknown = page(client, "log", town, tracker="00" * 32)[1]
    assert "まもなく" in before
    assert "入っています" in after
    assert "記録簿にありません" in unknown
    town.close()
    do_once()
    vote = town.keyholders.countersign()
    mixed = mix(town, vote)
    town.keyholders.open(mixed)
    do_once()
    town.election.refresh_from_db()
    assert town.election.state == ElectionState.OPENED
    result = reverse("voting:result", args=[town.election.pk])
    assert client.get(result).status_code == 404
    client.force_login(RoleGrantFactory(role=Role.AUDITOR).user)
    assert "監査人" in page(client, "tally", town)[1]

    status, _ = page(client, "certify", town, sure="yes")

    assert status == 200
    assert client.get(result).status_code == 200
    stated = json.loads(bytes(town.held.result))
    assert stated["count"] == town.election.result.outcome


def mix(town, vote):
    town.keyholders.mix(vote, [1])
    do_once()
    town.keyholders.mix(vote, [2])
    do_once()
    return town.keyholders.mix(vote, [3])

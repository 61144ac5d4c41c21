"""Proving one's identity at a real provider on this machine, and all that it must refuse."""

import base64
import hmac
import re
import time
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from portal.accounts.models import User
from portal.demo.identity import own_key
from tests.factories.roll import invented, listed, registering_vote
from tests.servers import serving
from voting.identity.provider import DEMO_CLIENT, DEMO_PATH, Provider, demo_client_key
from voting.identity.proving import Started, claims_of, finish, start
from voting.models import OnlineRegistration, RegistrationPermission
from voting.roll_errors import IdentityFailed

STARTED = Started(1, "state", "nonce", "verifier")
ISSUER = "https://op.example.jp"


@pytest.fixture
def provider(settings):
    """Ours, as it is known at the provider of the demo."""
    settings.DEMO = True
    return Provider(ISSUER, DEMO_CLIENT, demo_client_key())


def claims(**changes):
    now = int(time.time())
    told = {
        "iss": ISSUER,
        "sub": "someone",
        "aud": DEMO_CLIENT,
        "nonce": "nonce",
        "iat": now,
        "exp": now + 60,
    } | changes
    return {name: value for name, value in told.items() if value is not None}


def signed(key, told, alg="ES256"):
    return jwt.encode({"alg": alg, "kid": key.thumbprint()}, told, key, algorithms=[alg])


def test_what_the_provider_signed_for_us_and_this_question_is_taken(provider):
    key = ECKey.generate_key("P-256")

    told = claims_of(provider, STARTED, signed(key, claims()), KeySet([key]))

    assert told["sub"] == "someone"
    two = claims(aud=[DEMO_CLIENT, "other"], azp=DEMO_CLIENT)
    assert claims_of(provider, STARTED, signed(key, two), KeySet([key]))


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://op.example.com"},
        {"iss": None},
        {"aud": "another"},
        {"aud": None},
        {"exp": -3600},
        {"exp": None},
        {"iat": 3600},
        {"sub": None},
        {"azp": "another"},
    ],
    ids=str,
)
def test_what_was_said_to_another_or_at_another_time_is_refused(provider, changes):
    key, now = ECKey.generate_key("P-256"), int(time.time())
    # Seconds from now.
    changes = {n: now + v if isinstance(v, int) else v for n, v in changes.items()}
    with pytest.raises(IdentityFailed) as refused:
        claims_of(provider, STARTED, signed(key, claims(**changes)), KeySet([key]))
    assert refused.value.step == "id-token"


def test_what_the_provider_did_not_sign_is_refused(provider):
    known, other = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")
    text = known.as_pem(private=False)
    head, body, _signature = signed(known, claims()).split(".")
    hashed = _base64(b'{"alg":"HS256"}') + f".{body}"
    # The public key taken for a secret that both know.
    by_public_key = f"{hashed}.{_base64(hmac.digest(text, hashed.encode(), 'sha256'))}"
    unsigned = f"eyJhbGciOiJub25lIn0.{body}."
    for token in (signed(other, claims()), by_public_key, unsigned, f"{head}.{body}.", "", "a.b"):
        with pytest.raises(IdentityFailed):
            claims_of(provider, STARTED, token, KeySet([known]))


def _base64(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


class Person:
    """Someone with a browser, as far as links, forms and cookies go."""

    def __init__(self, host):
        self.session, self.host = requests.Session(), host
        self.seen = ""

    def open(self, path):
        return self._read(self.session.get(f"http://{self.host}{path}"))

    def send(self, address, **form):
        token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', self.seen)[1]
        form["csrfmiddlewaretoken"] = token
        return self._read(self.session.post(address, data=form))

    def _read(self, response):
        self.seen = response.text
        return response

    def prove(self, election, sub):
        self.open(f"/votes/{election.pk}/register/")
        asked = self.send(f"http://{self.host}/votes/{election.pk}/register/identity/")
        return self.send(asked.url, person=sub)


@pytest.mark.django_db(transaction=True)
def test_the_whole_way_for_who_may_vote_and_who_may_not(settings):
    settings.DEMO = True
    electorate, _ = registering_vote()
    election = electorate.election
    for sub in ("demo-tanabe", "demo-kudo"):
        listed(invented(sub), electorate)
    with serving() as host:
        outsider, child, resident = Person(host), Person(host), Person(host)
        assert "名簿に見つかりません" in outsider.prove(election, "demo-aizawa").text
        assert "年齢に達していません" in child.prove(election, "demo-kudo").text
        assert "本人確認を終えられません" in resident.prove(election, "none").text
        assert not RegistrationPermission.objects.exists()

        made = resident.prove(election, "demo-tanabe")
        assert "本人確認ができました" in made.text
        done = resident.send(made.url, sealed="00" * 128)
        assert "登録しました" in done.text
        assert "本人確認から始めてください" in resident.open("/en/votes/register/key/").text or (
            "Please prove" in resident.seen
        )
        again = resident.prove(election, "demo-tanabe").text
        assert "登録はすでに済んでいます" in again

        assert {cookie.name for cookie in resident.session.cookies} <= {"csrftoken"}
        stranger = Person(host)
        assert stranger.open("/votes/register/identity/?code=x&state=y").status_code == 409
    assert OnlineRegistration.objects.count() == 1
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_bent_on_the_way_is_refused(settings):
    settings.DEMO = True
    with serving() as host:
        ours = Provider(f"http://{host}{DEMO_PATH}", DEMO_CLIENT, demo_client_key())
        callback = f"http://{host}/votes/register/identity/"

        def answered(address):
            person = Person(host)
            person.seen = person.session.get(address).text
            token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', person.seen)[1]
            form = {"csrfmiddlewaretoken": token, "person": "demo-tanabe"}
            sent = person.session.post(address, data=form, allow_redirects=False)
            query = parse_qs(urlsplit(sent.headers["Location"]).query)
            return {name: values[0] for name, values in query.items()}

        def step_of(*, who=ours, way, answer):
            with pytest.raises(IdentityFailed) as refused:
                finish(who, way, answer, callback)
            return refused.value.step

        address, way = start(ours, 1, callback)
        answer = answered(address)
        stranger = replace(ours, key=ECKey.generate_key("P-256").as_pem(private=True).decode())
        assert step_of(way=way, answer=answer | {"state": "other"}) == "state"
        assert step_of(way=way, answer={"state": way.state, "error": "x"}) == "called-off"
        assert step_of(who=stranger, way=way, answer=answer) == "token"
        assert step_of(way=replace(way, verifier="x" * 64), answer=answer) == "token"
        assert step_of(way=replace(way, nonce="x"), answer=answered(address)) == "id-token"
        assert finish(ours, way, answered(address), callback).birth_date == date(1984, 6, 11)
        used = answered(address)
        assert finish(ours, way, used, callback).name == "田辺 美和"
        assert step_of(way=way, answer=used) == "token"
        for missing in ("nonce=", "code_challenge=", "code_challenge_method=S256", "state="):
            assert requests.get(address.replace(missing, "x=")).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["configuration", "keys", "authorize", "token", "userinfo"])
def test_outside_the_demo_there_is_no_such_provider(client, settings, name):
    settings.DEMO = False
    path = f"{DEMO_PATH}/" + (
        ".well-known/openid-configuration" if name == "configuration" else name
    )
    asked = client.post if name == "token" else client.get

    assert asked(path).status_code == 404
    settings.DEMO = True
    assert asked(path, HTTP_X_FORWARDED_FOR="10.0.0.1").status_code == 404
    assert own_key().thumbprint()

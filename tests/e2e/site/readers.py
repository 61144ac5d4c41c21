"""Who looks at the pages: people of the demo city, signed in as a browser would be."""

from hashlib import sha256

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth import login
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from portal.accounts.models import User
from portal.demo.people import email_of
from portal.demo.views import BACKEND

PASSWORD = "kodomo-to-aruku-michi"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"

VISITOR = ""
# The password was right; the second step has not been shown.
HALF_WAY = "half way"
RESIDENT = "tanabe"
# Represents an NPO; has a password and every kind of second step.
MEMBER = "nakane"
COMMITTEE = "minegishi"
OFFICER = "road_officer"
REGISTRAR = "registrar"
CLERK = "clerk"
WARD_OFFICER = "ward_officer"
FACILITATOR = "facilitator"
MODERATOR = "moderator"
MAYOR = "mayor"
ANALYST = "analyst"
PANEL = "panel"
AUDITOR = "auditor"
# A resident who is party to nothing that others wait for.
STRANGER = "komori"
ADMINISTRATOR = "administrator"


def person(key: str) -> User:
    return User.objects.get(email=email_of(key))


def secure(user: User) -> None:
    """Give an account a password and every kind of second step."""
    user.set_password(PASSWORD)
    user.save()
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    WebAuthn.add(user, "Pixel 9", _passkey())


def session_of(reader: object) -> str:
    """The key of a session in which this reader has just signed in (or is half way)."""
    if reader == HALF_WAY:
        client = Client()
        client.post(reverse("account_login"), {"login": email_of(MEMBER), "password": PASSWORD})
        return client.cookies["sessionid"].value
    user = reader if isinstance(reader, User) else person(str(reader))
    request = RequestFactory().get("/", headers={"user-agent": BROWSER})
    request.session, request.user = SessionStore(), AnonymousUser()
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="password", reauthenticated=True)
    request.session.save()
    UserSession.objects.create_from_request(request)
    return str(request.session.session_key)


def _passkey() -> dict[str, object]:
    """What a device answers when it has made a key."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    flags = AuthenticatorData.FLAG
    data = AuthenticatorData.create(
        sha256(b"127.0.0.1").digest(),
        flags.UP | flags.UV | flags.AT,
        0,
        AttestedCredentialData.create(Aaguid.NONE, b"phone", key),
    )
    said = CollectedClientData.create("webauthn.create", b"challenge", "http://127.0.0.1")
    identity = websafe_encode(b"phone")
    return {
        "id": identity,
        "rawId": identity,
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(said),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }

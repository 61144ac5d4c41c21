"""An identity provider for the demo and the tests: real keys and signatures, invented people.

In the manner of デジタル認証アプリ: authorization code only, PKCE S256, state and nonce required,
the client known by private_key_jwt. It keeps nothing: a code is a signed text, good once and for a
minute.
"""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, dumps, loads
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

PEOPLE_FILE: Final = Path(__file__).parent / "data" / "identities.json"
CODE_SECONDS: Final = 60
TOKEN_SECONDS: Final = 300
SCOPES: Final = frozenset({"openid", "name", "address", "birthdate", "gender", "sign"})
ASSERTION: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
NEEDED: Final = ("client_id", "redirect_uri", "state", "nonce", "code_challenge")


class Refused(Exception):
    """A request that a provider of this kind refuses; its text is the error code of OAuth."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who may ask: a name, its public key, and the one address to lead back to."""

    name: str
    key: ECKey
    callback: str


def invented_people() -> list[dict[str, str]]:
    people: list[dict[str, str]] = json.loads(PEOPLE_FILE.read_text())
    return people


def own_key() -> ECKey:
    """The provider's signing key, drawn once and kept beside the demo's data."""
    path = Path(settings.DATA_DIR) / "demo_identity_provider.pem"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(ECKey.generate_key("P-256").as_pem(private=True))
    return ECKey.import_key(path.read_text())


def check_question(client: Client, asked: dict[str, str]) -> None:
    """Refuses what デジタル認証アプリ refuses."""
    scopes = set(asked.get("scope", "").split())
    fits = [
        all(asked.get(name) for name in NEEDED),
        asked.get("client_id") == client.name,
        asked.get("redirect_uri") == client.callback,
        asked.get("response_type") == "code",
        asked.get("code_challenge_method") == "S256",
        "openid" in scopes,
        scopes <= SCOPES,
    ]
    if not all(fits):
        raise Refused("invalid_request")


def code_for(sub: str, asked: dict[str, str]) -> str:
    kept = {name: asked[name] for name in ("nonce", "code_challenge", "redirect_uri")}
    return dumps({"sub": sub, "once": secrets.token_hex(16), **kept}, salt="demo.code")


def token_for(client: Client, issuer: str, endpoint: str, asked: dict[str, str]) -> dict[str, Any]:
    """What the client gets for a code."""
    _check_client(client, {issuer, endpoint}, asked)
    kept = _kept_in(asked)
    now = int(time.time())
    claims = {
        "iss": issuer,
        "sub": kept["sub"],
        "aud": client.name,
        "nonce": kept["nonce"],
        "iat": now,
        "exp": now + TOKEN_SECONDS,
    }
    key = own_key()
    header = {"alg": "ES256", "kid": key.thumbprint()}
    return {
        "access_token": dumps(kept["sub"], salt="demo.access"),
        "token_type": "Bearer",
        "expires_in": TOKEN_SECONDS,
        "id_token": jwt.encode(header, claims, key),
    }


def _check_client(client: Client, audiences: set[str], asked: dict[str, str]) -> None:
    registry = jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": client.name},
        sub={"essential": True, "value": client.name},
        aud={"essential": True, "values": sorted(audiences)},
        exp={"essential": True},
        jti={"essential": True},
    )
    try:
        token = jwt.decode(asked.get("client_assertion", ""), client.key, algorithms=["ES256"])
        registry.validate(token.claims)
    except (JoseError, ValueError) as error:
        raise Refused("invalid_client") from error
    is_first = cache.add(f"demo:jti:{token.claims['jti']}", 1, TOKEN_SECONDS)
    if asked.get("client_assertion_type") != ASSERTION or not is_first:
        raise Refused("invalid_client")


def _kept_in(asked: dict[str, str]) -> dict[str, str]:
    """What the code stands for; it is good once."""
    try:
        kept: dict[str, str] = loads(asked.get("code", ""), salt="demo.code", max_age=CODE_SECONDS)
    except BadSignature as error:
        raise Refused("invalid_grant") from error
    digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    fits = [
        asked.get("grant_type") == "authorization_code",
        asked.get("redirect_uri") == kept["redirect_uri"],
        secrets.compare_digest(challenge, kept["code_challenge"]),
        cache.add(f"demo:code:{kept['once']}", 1, CODE_SECONDS),
    ]
    if not all(fits):
        raise Refused("invalid_grant")
    return kept


def person_of(access_token: str) -> dict[str, str]:
    try:
        sub = loads(access_token, salt="demo.access", max_age=TOKEN_SECONDS)
    except BadSignature as error:
        raise Refused("invalid_token") from error
    names = ("sub", "name", "birthdate", "address")
    return next({n: p[n] for n in names} for p in invented_people() if p["sub"] == sub)

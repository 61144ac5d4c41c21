"""The way to the provider and back: authorization code, PKCE, nonce, private_key_jwt, id_token."""

import secrets
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from voting.identity.provider import TIMEOUT_SECONDS, Provider, keys_of, metadata_of
from voting.matching import Identity
from voting.roll_errors import IdentityFailed

SCOPES: Final = "openid name address birthdate"
ALGORITHMS: Final = ["ES256", "RS256", "PS256"]
LEEWAY_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Started:
    """What the browser keeps, signed, while the person is at the provider."""

    election: int
    state: str
    nonce: str
    verifier: str

    def to_value(self) -> dict[str, Any]:
        return asdict(self)


def start(provider: Provider, election: int, callback: str) -> tuple[str, Started]:
    """Where to send the person, and what must come back with them.

    Raises:
        IdentityFailed: the provider does not answer.
    """
    metadata = metadata_of(provider)
    started = Started(
        election, secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    )
    session = _session(provider, metadata, callback)
    address, _state = session.create_authorization_url(
        metadata["authorization_endpoint"],
        state=started.state,
        nonce=started.nonce,
        code_verifier=started.verifier,
    )
    return str(address), started


def finish(provider: Provider, started: Started, answer: dict[str, str], callback: str) -> Identity:
    """Who has proved themselves.

    Raises:
        IdentityFailed: it was called off, or anything of the answer is not as it must be; its
            `step` names what, for the log and the tests.
    """
    if not secrets.compare_digest(answer.get("state", ""), started.state):
        raise IdentityFailed("state")
    if "code" not in answer:
        raise IdentityFailed("called-off")
    metadata = metadata_of(provider)
    session = _session(provider, metadata, callback)
    try:
        token = session.fetch_token(
            metadata["token_endpoint"], code=answer["code"], code_verifier=started.verifier
        )
    except (AuthlibBaseError, requests.RequestException, ValueError) as error:
        raise IdentityFailed("token") from error
    claims = claims_of(provider, started, str(token.get("id_token", "")), keys_of(metadata))
    return _identity({**claims, **_told_besides(session, metadata, claims)})


def _session(provider: Provider, metadata: dict[str, Any], callback: str) -> OAuth2Session:
    session = OAuth2Session(
        provider.client_id,
        provider.signing_key,
        token_endpoint_auth_method="private_key_jwt",  # noqa: S106 - the name of a method
        scope=SCOPES,
        redirect_uri=callback,
        code_challenge_method="S256",
        default_timeout=TIMEOUT_SECONDS,
    )
    method = PrivateKeyJWT(
        metadata["token_endpoint"], headers={"kid": provider.key_id}, alg="ES256"
    )
    session.register_client_auth_method(method)
    return session


def claims_of(provider: Provider, started: Started, id_token: str, keys: KeySet) -> dict[str, Any]:
    """The claims of the provider's signed answer, which is for us and to this very question.

    Raises:
        IdentityFailed: `id-token`.
    """
    registry = jwt.JWTClaimsRegistry(
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        nonce={"essential": True, "value": started.nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        token = jwt.decode(id_token, keys, algorithms=ALGORITHMS)
        registry.validate(token.claims)
    except (JoseError, ValueError) as error:
        raise IdentityFailed("id-token") from error
    claims: dict[str, Any] = token.claims
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise IdentityFailed("id-token")
    return claims


def _told_besides(
    session: OAuth2Session, metadata: dict[str, Any], claims: dict[str, Any]
) -> dict[str, Any]:
    """What the provider tells about the person apart from the id_token, where it does."""
    if "userinfo_endpoint" not in metadata:
        return {}
    try:
        answer = session.get(metadata["userinfo_endpoint"])
        answer.raise_for_status()
        told: dict[str, Any] = answer.json()
    except (AuthlibBaseError, requests.RequestException, ValueError) as error:
        raise IdentityFailed("userinfo") from error
    if told.get("sub") != claims["sub"]:
        raise IdentityFailed("userinfo")
    return told


def _identity(claims: dict[str, Any]) -> Identity:
    """`address` is one text at デジタル認証アプリ (assumed), an object in OpenID Connect."""
    name, address, born = (claims.get(key) for key in ("name", "address", "birthdate"))
    if isinstance(address, dict):
        parts = ("region", "locality", "street_address")
        address = address.get("formatted") or "".join(str(address.get(part, "")) for part in parts)
    try:
        birth_date = date.fromisoformat(str(born))
    except ValueError:
        raise IdentityFailed("claims") from None
    if not (isinstance(name, str) and name and isinstance(address, str) and address):
        raise IdentityFailed("claims")
    return Identity(name, birth_date, address)

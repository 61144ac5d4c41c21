"""Which identity provider people prove themselves at, and what it publishes of itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from joserfc.jwk import ECKey, KeySet

from voting.roll_errors import IdentityFailed

TIMEOUT_SECONDS: Final = 10
KEPT_SECONDS: Final = 600
DISCOVERY: Final = "/.well-known/openid-configuration"
ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
DEMO_PATH: Final = "/demo/identity"
DEMO_CLIENT: Final = "RP00000001"


@dataclass(frozen=True, slots=True)
class Provider:
    """Where it is, who we are to it, and the private key (PEM, P-256) that says so."""

    issuer: str
    client_id: str
    key: str

    @property
    def signing_key(self) -> ECKey:
        return ECKey.import_key(self.key)

    @property
    def key_id(self) -> str:
        return self.signing_key.thumbprint()

    @property
    def origin(self) -> str:
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


def provider_for(request: HttpRequest) -> Provider | None:
    """The configured one; in the demo that on this machine; None where there is none."""
    if settings.IDENTITY_ISSUER:
        key = Path(settings.IDENTITY_KEY_FILE).read_text()
        return Provider(settings.IDENTITY_ISSUER, settings.IDENTITY_CLIENT_ID, key)
    if settings.DEMO and _is_loopback(request.build_absolute_uri("/")):
        issuer = request.build_absolute_uri(DEMO_PATH)
        return Provider(issuer, DEMO_CLIENT, demo_client_key())
    return None


def demo_client_key() -> str:
    """The demo's own key, drawn once and kept beside its data."""
    path = Path(settings.DATA_DIR) / "demo_identity_client.pem"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(ECKey.generate_key("P-256").as_pem(private=True))
    return path.read_text()


def metadata_of(provider: Provider) -> dict[str, Any]:
    """What the provider says of itself; its issuer is the one that we know, its addresses safe.

    Raises:
        IdentityFailed
    """
    told: dict[str, Any] = _fetched(provider.issuer + DISCOVERY)
    addresses = [told[name] for name in ENDPOINTS if name in told]
    known = told.get("issuer") == provider.issuer and set(ENDPOINTS[:3]) <= set(told)
    if not known or not all(isinstance(a, str) and _is_safe(a) for a in addresses):
        raise IdentityFailed("metadata")
    return told


def keys_of(metadata: dict[str, Any]) -> KeySet:
    return KeySet.import_key_set(_fetched(metadata["jwks_uri"]))


def _fetched(address: str) -> Any:
    """A public document of the provider, kept some minutes."""
    if not _is_safe(address):
        raise IdentityFailed("metadata")
    if kept := cache.get(f"identity:{address}"):
        return kept
    try:
        answer = requests.get(address, timeout=TIMEOUT_SECONDS, allow_redirects=False)
        answer.raise_for_status()
        told = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise IdentityFailed("metadata") from error
    cache.set(f"identity:{address}", told, KEPT_SECONDS)
    return told


def _is_safe(address: str) -> bool:
    """TLS, or, in the demo alone, this machine."""
    return address.startswith("https://") or (settings.DEMO and _is_loopback(address))


def _is_loopback(address: str) -> bool:
    return urlsplit(address).hostname in ("127.0.0.1", "localhost", "::1")

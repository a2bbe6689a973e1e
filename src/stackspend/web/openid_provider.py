"""An OpenID provider, found by discovery: where to send a browser, and whom the code it brings back means.

The authorization code flow of OpenID Connect Core 1.0 (https://openid.net/specs/openid-connect-core-1_0.html) with PKCE
(RFC 7636), by Authlib. State, nonce and verifier are derived from one secret in the browser's cookie, so that nothing
is stored here and a code is worth nothing in another browser.
"""

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import quote_plus

import httpx
import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from stackspend.access.openid import Identity
from stackspend.errors import TransientError, Unauthenticated
from stackspend.settings import Settings

CALLBACK = "/api/v1/sign-in/openid/callback"
_SCOPE = "openid email profile"
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
_REMEMBER_SECONDS = 3600
_LEEWAY_SECONDS = 60
_TIMEOUT = httpx.Timeout(10)


class _Found(msgspec.Struct, frozen=True, kw_only=True):
    """What discovery answered, with the keys of that time."""

    authorization_endpoint: str
    token_endpoint: str
    keys: KeySet
    until: float


class OpenIdProvider:
    """One provider; its metadata and keys are fetched when they are first needed, and again every hour."""

    def __init__(self, *, issuer: str, client_id: str, client_secret: str, redirect_uri: str) -> None:
        self.issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._redirect_uri = redirect_uri
        self._found: _Found | None = None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The provider of the settings."""
        return cls(
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            redirect_uri=settings.public_url + CALLBACK,
        )

    async def address(self, secret: str) -> str:
        """Where to send the browser whose cookie holds `secret`. Raises `TransientError` if the provider is away."""
        found = await self._discover()
        asked = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": self._redirect_uri,
            "scope": _SCOPE,
            "state": derive(secret, "state"),
            "nonce": derive(secret, "nonce"),
            "code_challenge": _challenge(derive(secret, "verifier")),
            "code_challenge_method": "S256",
        }
        return str(httpx.URL(found.authorization_endpoint).copy_merge_params(asked))

    async def identify(self, secret: str, *, state: str, code: str) -> Identity:
        """Whom the provider means by the code.

        Raises `Unauthenticated` when this browser did not ask, or the provider takes back or forges what it said.
        """
        if not hmac.compare_digest(state, derive(secret, "state")):
            raise Unauthenticated("This sign-in began in another browser, or too long ago; begin again.")
        found = await self._discover()
        try:
            id_token = await self._exchange(found, code=code, verifier=derive(secret, "verifier"))
            claims = self._check(id_token, found.keys, nonce=derive(secret, "nonce"))
        except (JoseError, LookupError, TypeError, ValueError) as error:
            raise Unauthenticated(f"The OpenID provider's answer is not good: {error}.") from error
        except httpx.HTTPError as error:
            raise TransientError("The OpenID provider does not answer; try again in a moment.") from error
        return _identity(claims, self.issuer)

    async def _exchange(self, found: _Found, *, code: str, verifier: str) -> str:
        """The ID token for the code (section 3.1.3). Raises ValueError when it is refused, or httpx.HTTPError."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "code_verifier": verifier,
        }
        # RFC 6749, section 2.3.1: both are form-encoded before they become user and password.
        own = (quote_plus(self._client_id), quote_plus(self._client_secret)) if self._client_secret else None
        if own is None:
            form["client_id"] = self._client_id
        async with httpx.AsyncClient(timeout=_TIMEOUT) as client:
            answer = await client.post(found.token_endpoint, data=form, auth=own or httpx.USE_CLIENT_DEFAULT)
        if answer.status_code >= 500:
            answer.raise_for_status()
        if not answer.is_success:
            raise ValueError(f"it refused the code with {answer.status_code}")
        return str(answer.json()["id_token"])

    def _check(self, id_token: str, keys: KeySet, *, nonce: str) -> Mapping[str, Any]:
        """The claims of an ID token, checked as section 3.1.3.7 asks. Raises JoseError or ValueError."""
        token = jwt.decode(id_token, keys, algorithms=_ALGORITHMS)
        registry = JWTClaimsRegistry(
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self._client_id},
            exp={"essential": True},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True},
        )
        registry.validate(token.claims)
        authorized = token.claims.get("azp", self._client_id)
        if authorized != self._client_id:
            raise ValueError("it was made for another client")
        return token.claims

    async def _discover(self) -> _Found:
        if self._found is None or self._found.until < time.monotonic():
            self._found = await self._ask()
        return self._found

    async def _ask(self) -> _Found:
        try:
            async with httpx.AsyncClient(timeout=_TIMEOUT) as client:
                address = self.issuer.rstrip("/") + "/.well-known/openid-configuration"
                metadata = (await client.get(address)).raise_for_status().json()
                if metadata["issuer"] != self.issuer:  # OpenID Connect Discovery 1.0, section 4.3
                    raise ValueError(f"it calls itself {metadata['issuer']}")
                keys = (await client.get(metadata["jwks_uri"])).raise_for_status().json()
            return _Found(
                authorization_endpoint=metadata["authorization_endpoint"],
                token_endpoint=metadata["token_endpoint"],
                keys=KeySet.import_key_set(keys),
                until=time.monotonic() + _REMEMBER_SECONDS,
            )
        except (httpx.HTTPError, JoseError, KeyError, ValueError, TypeError) as error:
            raise TransientError(f"The OpenID provider {self.issuer} cannot be used: {error}.") from error


def _challenge(verifier: str) -> str:
    """RFC 7636, section 4.2."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def derive(secret: str, purpose: str) -> str:
    """One of the values that only who has the cookie can tell: 43 characters, of which none tells another."""
    made = hmac.digest(secret.encode(), purpose.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def _identity(claims: Mapping[str, Any], issuer: str) -> Identity:
    email, name = claims.get("email"), claims.get("name")
    return Identity(
        issuer=issuer,
        subject=str(claims["sub"]),
        email=email if isinstance(email, str) else None,
        email_verified=claims.get("email_verified") is True,
        name=name if isinstance(name, str) else None,
    )

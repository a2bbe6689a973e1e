"""One's own account: name, password, one-time codes, and the identity at the OpenID provider."""

from datetime import datetime

import msgspec
from litestar import Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from stackspend.access.members import Role
from stackspend.access.names import read_name
from stackspend.access.one_time_codes import Enrolment, enrol
from stackspend.access.own_account import OwnAccountCatalog, change_password, turn_codes_off, turn_codes_on
from stackspend.access.sessions import SignedIn
from stackspend.access.sign_in import Visit, Way, open_session
from stackspend.errors import Conflict, CrossSite, InvalidInput, RateLimited, Unauthenticated
from stackspend.settings import Settings
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenInstant, GivenMeta, GivenSettings
from stackspend.web.entrance import GivenEntrance, GivenVisit
from stackspend.web.envelope import Answer, T
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn, session_cookie

GivenOwnAccount = NamedDependency[OwnAccountCatalog]
_OPT = {"least_role": Role.VIEWER}
_PROVING = refusals(InvalidInput, Unauthenticated, CrossSite, Conflict, RateLimited)


class OwnAccount(msgspec.Struct, frozen=True, kw_only=True):
    """How the person gets in. `openid` is what the OpenID provider is called, null without one."""

    email: str
    name: str | None
    has_password: bool
    password_set_at: datetime | None
    has_one_time_codes: bool
    recovery_codes_left: int
    is_linked: bool
    openid: str | None


class NewName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the person wants to be called."""

    name: str


class PasswordChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The password that there is, null when there is none, and the new one."""

    current: str | None
    new: str


class CodesOn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The secret of the enrolment, a code that the authenticator made with it, and the password."""

    secret: str
    code: str
    password: str


class CodesOff(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The password."""

    password: str


class RecoveryCodes(msgspec.Struct, frozen=True, kw_only=True):
    """Each signs in once in the place of a one-time code; this answer is the only one that ever holds them."""

    codes: list[str]


@get("/account", summary="Own account", opt=_OPT, responses=refusals(Unauthenticated))
async def read_account(
    signed_in: GivenSignedIn, catalog: GivenOwnAccount, settings: GivenSettings, meta: GivenMeta
) -> Answer[OwnAccount]:
    """What proves who the person is."""
    account = await catalog.account(signed_in.member.email)
    answer = OwnAccount(
        email=account.email,
        name=account.name,
        has_password=account.password_hash is not None,
        password_set_at=account.password_set_at,
        has_one_time_codes=account.totp_secret is not None,
        recovery_codes_left=account.recovery_codes_left,
        is_linked=settings.oidc_issuer in account.identities,
        openid=settings.oidc_name if settings.oidc_issuer else None,
    )
    return Answer(data=answer, meta=meta)


@put(
    "/account/name", summary="Change one's name", opt=_OPT, responses=refusals(InvalidInput, Unauthenticated, CrossSite)
)
async def rename_account(
    data: JSONBody[NewName],
    signed_in: GivenSignedIn,
    catalog: GivenOwnAccount,
    by: GivenActor,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[None]:
    """What other members see beside the e-mail address."""
    await catalog.rename_account(signed_in.member.email, read_name(data.name, of="the person"), by=by, at=now)
    return Answer(data=None, meta=meta)


@put("/account/password", summary="Change one's password", opt=_OPT, responses=_PROVING)
async def set_own_password(
    data: JSONBody[PasswordChange],
    signed_in: GivenSignedIn,
    catalog: GivenOwnAccount,
    entrance: GivenEntrance,
    visit: GivenVisit,
    settings: GivenSettings,
    by: GivenActor,
    now: GivenInstant,
    meta: GivenMeta,
) -> Response[Answer[None]]:
    """Every session of the person ends, and this browser gets a new one."""
    await change_password(catalog, entrance.work, signed_in, current=data.current, new=data.new, by=by, now=now)
    return await _renewed(catalog, signed_in, visit, settings, now, Answer(data=None, meta=meta))


@post(
    "/account/one-time-codes/enrol",
    summary="Begin with one-time codes",
    status_code=200,
    opt=_OPT,
    responses=refusals(Unauthenticated, CrossSite),
)
async def begin_codes(signed_in: GivenSignedIn, meta: GivenMeta) -> Answer[Enrolment]:
    """A secret for the authenticator, as text and as a QR code. It counts once it is confirmed with a code."""
    return Answer(data=enrol(signed_in.member.email), meta=meta)


@put("/account/one-time-codes", summary="Turn one-time codes on", opt=_OPT, responses=_PROVING)
async def turn_on_codes(
    data: JSONBody[CodesOn],
    signed_in: GivenSignedIn,
    catalog: GivenOwnAccount,
    entrance: GivenEntrance,
    visit: GivenVisit,
    settings: GivenSettings,
    by: GivenActor,
    now: GivenInstant,
    meta: GivenMeta,
) -> Response[Answer[RecoveryCodes]]:
    """From now on signing in with the password asks for a code too. Other sessions end."""
    codes = await turn_codes_on(
        catalog,
        entrance.work,
        signed_in,
        secret=data.secret,
        code=data.code,
        password=data.password,
        by=by,
        now=now,
    )
    answer = Answer(data=RecoveryCodes(codes=codes), meta=meta)
    return await _renewed(catalog, signed_in, visit, settings, now, answer)


@post(
    "/account/one-time-codes/turn-off", summary="Turn one-time codes off", status_code=200, opt=_OPT, responses=_PROVING
)
async def turn_off_codes(
    data: JSONBody[CodesOff],
    signed_in: GivenSignedIn,
    catalog: GivenOwnAccount,
    entrance: GivenEntrance,
    visit: GivenVisit,
    settings: GivenSettings,
    by: GivenActor,
    now: GivenInstant,
    meta: GivenMeta,
) -> Response[Answer[None]]:
    """From now on the password alone signs in. Other sessions end."""
    await turn_codes_off(catalog, entrance.work, signed_in, password=data.password, by=by, now=now)
    return await _renewed(catalog, signed_in, visit, settings, now, Answer(data=None, meta=meta))


@delete(
    "/account/identity",
    summary="Unlink the OpenID identity",
    status_code=200,
    opt=_OPT,
    responses=refusals(Unauthenticated, CrossSite, Conflict),
)
async def unlink_identity(
    signed_in: GivenSignedIn, catalog: GivenOwnAccount, by: GivenActor, now: GivenInstant, meta: GivenMeta
) -> Answer[None]:
    """The OpenID provider does not sign the person in any more. Refused without a password, which is then needed."""
    if (await catalog.account(signed_in.member.email)).password_hash is None:
        raise Conflict("Set a password first, or you could not sign in any more.")
    await catalog.unlink_identities(signed_in.member.email, by=by, at=now)
    return Answer(data=None, meta=meta)


async def _renewed(
    catalog: OwnAccountCatalog,
    signed_in: SignedIn,
    visit: Visit,
    settings: Settings,
    now: datetime,
    answer: Answer[T],
) -> Response[Answer[T]]:
    """The answer with the cookie of a new session: who can do more or less than before goes on with another secret."""
    done = await open_session(
        catalog,
        organization_id=signed_in.organization.id,
        member_id=signed_in.member.id,
        way=Way(signed_in.session.way),
        visit=visit,
        now=now,
    )
    return Response(answer, cookies=[session_cookie(settings, done.secret)])

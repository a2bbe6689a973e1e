"""`stackspend sign-in`: a fresh link for somebody who cannot get in."""

import asyncio
import os
from datetime import UTC, datetime
from typing import Annotated

from cyclopts import Parameter

from stackspend.access.names import read_email
from stackspend.access.sign_in import new_sign_in_url
from stackspend.actor import COMMAND_LINE
from stackspend.cli.terminal import say
from stackspend.errors import NotFound
from stackspend.settings import Settings, read_settings
from stackspend.store.catalog import Catalog


def sign_in(
    *,
    email: str,
    organization: str | None = None,
    reset: Annotated[bool, Parameter(negative=())] = False,
    data_dir: str | None = None,
    host: str | None = None,
    port: str | None = None,
    public_url: str | None = None,
) -> None:
    """Print a link that signs a member in once within 24 hours, without a password.

    Parameters
    ----------
    email
        The e-mail address of the member.
    organization
        The name of the organization; needed only if the member belongs to several.
    reset
        Forget the member's password, one-time codes and linked identities first, and end all sessions.
    data_dir
        The folder of the embedded stores; the same as STACKSPEND_DATA_DIR.
    host
        The address that the server listens on, which the link begins with; as for `serve`.
    port
        The port that the server listens on; as for `serve`.
    public_url
        The address by which browsers reach the server; the same as STACKSPEND_PUBLIC_URL.
    """
    settings = read_settings(os.environ, data_dir=data_dir, host=host, port=port, public_url=public_url)
    say(asyncio.run(new_link(settings, read_email(email), organization, reset=reset, now=datetime.now(UTC))))


async def new_link(settings: Settings, email: str, organization: str | None, *, reset: bool, now: datetime) -> str:
    """The link. Raises NotFound when there is no such member."""
    catalog = await Catalog.open(settings.catalog_url)
    try:
        found = [one for one in await catalog.memberships(email) if organization in {None, one.organization.name}]
        if not found:
            where = "any organization" if organization is None else f"the organization {organization!r}"
            raise NotFound(f"{email} is not a member of {where}; invite them, or see: stackspend init --help")
        if reset:
            await catalog.reset_account(email, by=COMMAND_LINE, at=now)
        return await new_sign_in_url(catalog, found[0].member, public_url=settings.public_url, by=COMMAND_LINE, now=now)
    finally:
        await catalog.close()

"""The scopes that an API key can carry."""

from litestar import get

from stackspend.access.members import Role
from stackspend.access.scopes import SCOPES, Scope
from stackspend.errors import InsufficientRole, Unauthenticated
from stackspend.web.dependencies import GivenMeta
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals


@get(
    "/scopes",
    summary="Scopes of API keys",
    opt={"least_role": Role.MEMBER},
    responses=refusals(Unauthenticated, InsufficientRole),
)
async def list_scopes(meta: GivenMeta) -> Answer[list[Scope]]:
    """Every scope that a key can carry."""
    return Answer(data=list(SCOPES), meta=meta)

"""Who asks the public API: the key of the request, good now, with the scope that the route names."""

import hashlib

from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency

from stackspend.access.door import DoorCatalog
from stackspend.access.keys import ApiKey, is_well_formed, read_bearer
from stackspend.access.verify import verify_key, verify_scope
from stackspend.errors import Unauthenticated
from stackspend.web.asker import Asker
from stackspend.web.heard import Heard


async def provide_api_key(request: Request[object, object, State]) -> ApiKey:
    """The key. Raises Unauthenticated, or InvalidScope if it lacks the scope in the route's `opt`."""
    secret = read_bearer(request.headers.get("authorization"), request.headers.get("x-api-key"))
    if not is_well_formed(secret):
        raise Unauthenticated("The API key is malformed: check that all of it was copied (ss_live_…).")
    catalog: DoorCatalog = request.app.state.door_catalog
    heard: Heard = request.app.state.heard
    now = request.app.state.clock()
    key = verify_key(await catalog.key_by_digest(hashlib.sha256(secret.encode()).digest()), now)
    verify_scope(key, request.route_handler.opt["scope"])
    heard.key(key.id, now)
    return key


GivenApiKey = NamedDependency[ApiKey]


def provide_asker(api_key: GivenApiKey) -> Asker:
    """The dependency `asker` of routes that the app API has too."""
    return Asker(organization_id=api_key.organization_id, name=f"{api_key.name} ({api_key.prefix}…)")

"""The sample: how it stands, making and removing it, and going in and out of it with the same session."""

from typing import cast
from uuid import UUID

from litestar import get, post
from litestar.datastructures import State
from litestar.di import NamedDependency

from stackspend.access.members import Role
from stackspend.access.sessions import SignedIn
from stackspend.errors import Conflict, CrossSite, InsufficientRole, NotFound, Unauthenticated
from stackspend.sample.catalog import SampleCatalog
from stackspend.sample.make import SampleProgress, Samples
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenInstant, GivenMeta
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn

_ADMIN, _MEMBER, _VIEWER = ({"least_role": role} for role in (Role.ADMIN, Role.MEMBER, Role.VIEWER))
_READ = refusals(Unauthenticated, InsufficientRole)
_CHANGED = refusals(Unauthenticated, InsufficientRole, CrossSite, NotFound, Conflict)


def provide_samples(state: State) -> Samples:
    """What makes and removes samples."""
    return cast("Samples", state.samples)


def provide_sample_catalog(state: State) -> SampleCatalog:
    """The open catalog, for samples."""
    return cast("SampleCatalog", state.catalog)


GivenSamples = NamedDependency[Samples]
GivenSampleCatalog = NamedDependency[SampleCatalog]


@get("/sample", summary="How the sample stands", opt=_VIEWER, responses=_READ)
async def read_sample(signed_in: GivenSignedIn, samples: GivenSamples, meta: GivenMeta) -> Answer[SampleProgress]:
    """Whether there is a sample of invented telemetry beside this organization, and how much of it is booked."""
    return Answer(data=await samples.progress(_home(signed_in)), meta=meta)


@post("/sample", summary="Make the sample", status_code=200, opt=_ADMIN, responses=_CHANGED)
async def make_sample(
    signed_in: GivenSignedIn, samples: GivenSamples, by: GivenActor, now: GivenInstant, meta: GivenMeta
) -> Answer[SampleProgress]:
    """Begin to book 90 days of it. With a sample there or on its way this changes nothing."""
    await samples.start(_home(signed_in), by=by, now=now)
    return Answer(data=await samples.progress(_home(signed_in)), meta=meta)


@post("/sample/remove", summary="Remove the sample", status_code=200, opt=_ADMIN, responses=_CHANGED)
async def remove_sample(
    signed_in: GivenSignedIn, samples: GivenSamples, by: GivenActor, now: GivenInstant, meta: GivenMeta
) -> Answer[SampleProgress]:
    """Nothing of it stays. Whoever is looking around in it is back in the real organization."""
    await samples.remove(_home(signed_in), by=by, now=now)
    return Answer(data=await samples.progress(_home(signed_in)), meta=meta)


@post("/sample/enter", summary="Go into the sample", status_code=200, opt=_MEMBER, responses=_CHANGED)
async def enter_sample(
    signed_in: GivenSignedIn, sample_catalog: GivenSampleCatalog, by: GivenActor, now: GivenInstant, meta: GivenMeta
) -> Answer[None]:
    """From now on this session is in the sample, until it leaves it."""
    sample = await sample_catalog.sample_of(_home(signed_in))
    if sample is None or sample.ready_at is None:
        raise NotFound("There is no sample to look around in yet; make one first.")
    if signed_in.organization.id != sample.id:
        inside = await sample_catalog.enter_sample(signed_in.member, sample, by=by, at=now)
        await sample_catalog.move_session(signed_in.session.id, inside)
    return Answer(data=None, meta=meta)


@post("/sample/leave", summary="Leave the sample", status_code=200, opt=_VIEWER, responses=_CHANGED)
async def leave_sample(signed_in: GivenSignedIn, sample_catalog: GivenSampleCatalog, meta: GivenMeta) -> Answer[None]:
    """Back to the real organization, as the member that one is there."""
    home = signed_in.organization.sample_of
    if home is not None:
        member = await sample_catalog.member_at_home(signed_in.member, home)
        if member is None:
            raise NotFound("You are no member of the organization that this sample belongs to any more.")
        await sample_catalog.move_session(signed_in.session.id, member)
    return Answer(data=None, meta=meta)


def _home(signed_in: SignedIn) -> UUID:
    return signed_in.organization.sample_of or signed_in.organization.id


SAMPLE_HANDLERS = (read_sample, make_sample, remove_sample, enter_sample, leave_sample)

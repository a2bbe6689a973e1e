"""Saved views of the Explorer: one's own, and those that are shared."""

from datetime import datetime
from uuid import UUID

import msgspec
from litestar import delete, get, post, put
from litestar.params import FromPath, JSONBody

from stackspend.access.members import Member, Role
from stackspend.errors import Conflict, CrossSite, InsufficientRole, InvalidInput, NotFound, Unauthenticated
from stackspend.reports.saved_views import NewView, Question, SavedView, read_view
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenInstant, GivenMeta, GivenSavedViewCatalog
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn

_OPT = {"least_role": Role.VIEWER}
_WRITING = refusals(InvalidInput, Unauthenticated, InsufficientRole, CrossSite, NotFound, Conflict)


class SentView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A view to keep: the parameters of the Explorer's address under a name."""

    name: str
    question: Question
    is_shared: bool = False


class SavedViewAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A view as people read it; `may_change` tells whether who asks may change and remove it."""

    id: UUID
    name: str
    question: Question
    is_shared: bool
    owner_email: str
    is_own: bool
    may_change: bool
    changed_at: datetime


@get("/saved-views", summary="Saved views", opt=_OPT, responses=refusals(Unauthenticated))
async def list_saved_views(
    signed_in: GivenSignedIn, saved_view_catalog: GivenSavedViewCatalog, meta: GivenMeta
) -> Answer[list[SavedViewAnswer]]:
    """One's own views and the shared ones, by name; a viewer's own only."""
    found = await saved_view_catalog.saved_views(signed_in.member)
    return Answer(data=[_answer(view, signed_in.member) for view in found], meta=meta)


@post("/saved-views", summary="Save a view", opt=_OPT, responses=_WRITING)
async def add_saved_view(
    data: JSONBody[SentView],
    signed_in: GivenSignedIn,
    saved_view_catalog: GivenSavedViewCatalog,
    by: GivenActor,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[SavedViewAnswer]:
    """A new view of one's own."""
    member = signed_in.member
    made = await saved_view_catalog.add_view(member, _read(data, member), by=by, at=now)
    return Answer(data=_answer(made, member), meta=meta)


@put("/saved-views/{view_id:uuid}", summary="Change a saved view", opt=_OPT, responses=_WRITING)
async def change_saved_view(
    view_id: FromPath[UUID],
    data: JSONBody[SentView],
    signed_in: GivenSignedIn,
    saved_view_catalog: GivenSavedViewCatalog,
    by: GivenActor,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[SavedViewAnswer]:
    """Another name or question; its owner may, and administrators if it is shared."""
    member = signed_in.member
    changed = await saved_view_catalog.change_view(member, view_id, _read(data, member), by=by, at=now)
    return Answer(data=_answer(changed, member), meta=meta)


@delete("/saved-views/{view_id:uuid}", summary="Remove a saved view", status_code=200, opt=_OPT, responses=_WRITING)
async def remove_saved_view(
    view_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    saved_view_catalog: GivenSavedViewCatalog,
    by: GivenActor,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[SavedViewAnswer]:
    """Forget it; its owner may, and administrators if it is shared."""
    removed = await saved_view_catalog.remove_view(signed_in.member, view_id, by=by, at=now)
    return Answer(data=_answer(removed, signed_in.member), meta=meta)


def _read(sent: SentView, member: Member) -> NewView:
    return read_view(sent.name, sent.question, is_shared=sent.is_shared, by=member)


def _answer(view: SavedView, member: Member) -> SavedViewAnswer:
    return SavedViewAnswer(
        id=view.id,
        name=view.name,
        question=view.question,
        is_shared=view.is_shared,
        owner_email=view.owner_email,
        is_own=view.owner_id == member.id,
        may_change=view.is_changed_by(member),
        changed_at=view.changed_at,
    )


SAVED_VIEW_HANDLERS = (list_saved_views, add_saved_view, change_saved_view, remove_saved_view)

"""The shapes of the sign-in routes, and the answer that signs a browser in."""

from typing import Literal

import msgspec
from litestar import Response

from stackspend.access.password_sign_in import CodeNeeded
from stackspend.access.sign_in import SignInDone
from stackspend.settings import Settings
from stackspend.web.envelope import Answer, Meta
from stackspend.web.session_cookie import session_cookie


class SignInStep(msgspec.Struct, frozen=True, kw_only=True):
    """What comes next: nothing, for the answer's cookie is a session, or the same once more with a one-time code."""

    state: Literal["signed_in", "code_needed"]


def step_answer(outcome: SignInDone | CodeNeeded, settings: Settings, meta: Meta) -> Response[Answer[SignInStep]]:
    """The answer, with the session's cookie when there is one."""
    if isinstance(outcome, CodeNeeded):
        return Response(Answer(data=SignInStep(state="code_needed"), meta=meta))
    return Response(
        Answer(data=SignInStep(state="signed_in"), meta=meta), cookies=[session_cookie(settings, outcome.secret)]
    )

"""``/api/auth``: the password, signing in and out, and tickets for the WebSocket."""

from datetime import datetime
from typing import Annotated, Any, Literal

from attrs import field, frozen
from msgspec import Meta

from aniworld_core.entities import Scope
from aniworld_core.errors import (
    AlreadyThere,
    InvalidValue,
    NotSignedIn,
    StoreError,
    TooManyAttempts,
)
from aniworld_web.auth.access import SignedIn
from aniworld_web.auth.cookies import ended, kept
from aniworld_web.auth.passwords import MAX_BYTES, MIN_CHARACTERS
from aniworld_web.auth.people import session_of
from aniworld_web.rest.operation import Answer, Call, Nothing, Operation

__all__ = [
    "OPERATIONS",
    "AuthStatus",
    "FirstPassword",
    "Login",
    "NewPassword",
    "TicketMade",
    "Token",
]

_Given = Annotated[str, Meta(max_length=MAX_BYTES, description="The password.")]
_Chosen = Annotated[
    str,
    Meta(
        min_length=MIN_CHARACTERS,
        max_length=MAX_BYTES,
        description=f"At least {MIN_CHARACTERS} characters, at most {MAX_BYTES} bytes; nothing else counts.",
    ),
]
_Bearer = Annotated[str, Meta(description="What to send as `Authorization: Bearer ...`.")]


@frozen(kw_only=True)
class FirstPassword:
    """The password that is chosen at first."""

    password: _Chosen = field(repr=False)


@frozen(kw_only=True)
class Login:
    """Who knows the password may come in."""

    password: _Given = field(repr=False)


@frozen(kw_only=True)
class NewPassword:
    """The password as it was, and as it shall be."""

    old: _Given = field(repr=False)
    new: _Chosen = field(repr=False)


@frozen(kw_only=True)
class Token:
    """A session that was begun; browsers get it as a cookie too."""

    access_token: _Bearer = field(repr=False)
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the name of a kind, by RFC 6750
    expires_at: datetime


@frozen(kw_only=True)
class AuthStatus:
    """Whether there is a password, and who asks."""

    configured: Annotated[bool, Meta(description="Whether the first password was chosen.")]
    signed_in: bool
    scope: Annotated[Scope | None, Meta(description="What the caller may do.")]
    api_key: Annotated[str | None, Meta(description="The id of the key that was sent, if one was.")]


@frozen(kw_only=True)
class TicketMade:
    """A way to open one WebSocket: ``/ws/connect?ticket=...``."""

    ticket: str = field(repr=False)
    expires_at: datetime


def _set_up(call: Call[FirstPassword, Nothing]) -> Answer:
    """Choose the first password and sign in."""
    return _signed_in(call, call.site.access.set_up(call.body.password))


def _login(call: Call[Login, Nothing]) -> Answer:
    """Begin a session."""
    return _signed_in(call, call.site.access.sign_in(call.body.password, call.address))


def _logout(call: Call[Nothing, Nothing]) -> Answer:
    """End the caller's session."""
    call.site.access.sign_out(session_of(call.caller))
    return Answer(headers={"set-cookie": ended(origin=call.origin, prefix=call.prefix)})


def _status(call: Call[Nothing, Nothing]) -> AuthStatus:
    """Tell whether there is a password, and who asks."""
    caller = call.caller
    return AuthStatus(
        configured=call.site.access.configured(),
        signed_in=caller is not None,
        scope=caller.scope if caller else None,
        api_key=caller.api_key if caller else None,
    )


def _change_password(call: Call[NewPassword, Nothing]) -> Answer:
    """Replace the password; the caller gets a new session."""
    session_of(call.caller)
    changed = call.site.access.change_password(call.body.old, call.body.new, call.address)
    return _signed_in(call, changed)


def _ws_ticket(call: Call[Nothing, Nothing]) -> TicketMade:
    """Make a ticket."""
    assert call.caller is not None  # noqa: S101 - the operation lets nobody else in
    ticket = call.site.access.ticket(call.caller)
    return TicketMade(ticket=ticket.text, expires_at=ticket.expires)


def _signed_in(call: Call[Any, Nothing], signed_in: SignedIn) -> Answer:
    cookie = kept(signed_in, origin=call.origin, prefix=call.prefix)
    value = Token(access_token=signed_in.token, expires_at=signed_in.session.expires)
    return Answer(value=value, headers={"set-cookie": cookie})


OPERATIONS = (
    Operation(
        method="POST",
        path="/auth/setup",
        handle=_set_up,
        summary="Choose the first password, only once, and sign in.",
        tag="auth",
        scope=None,
        body=FirstPassword,
        answer=Token,
        errors=(AlreadyThere, InvalidValue, StoreError),
    ),
    Operation(
        method="POST",
        path="/auth/login",
        handle=_login,
        summary="Sign in; ten wrong passwords in five minutes are allowed.",
        tag="auth",
        scope=None,
        body=Login,
        answer=Token,
        errors=(NotSignedIn, StoreError, TooManyAttempts),
    ),
    Operation(
        method="POST",
        path="/auth/logout",
        handle=_logout,
        summary="End the session, wherever its token is used.",
        tag="auth",
        status=204,
    ),
    Operation(
        method="GET",
        path="/auth/status",
        handle=_status,
        summary="Tell whether there is a password, and who asks.",
        tag="auth",
        scope=None,
        answer=AuthStatus,
        errors=(StoreError,),
    ),
    Operation(
        method="POST",
        path="/auth/password",
        handle=_change_password,
        summary="Replace the password, end all sessions and begin a new one.",
        tag="auth",
        scope=Scope.WRITE,
        body=NewPassword,
        answer=Token,
        errors=(InvalidValue, TooManyAttempts),
    ),
    Operation(
        method="POST",
        path="/auth/ws-ticket",
        handle=_ws_ticket,
        summary="Make a ticket that opens one WebSocket within 30 seconds.",
        tag="auth",
        answer=TicketMade,
    ),
)

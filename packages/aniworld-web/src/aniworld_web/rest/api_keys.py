"""``/api/auth/keys``: the API keys, by which programs are let in."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from attrs import field, frozen
from msgspec import Meta

from aniworld_core.entities import ApiKey, Scope
from aniworld_core.errors import AlreadyThere, InvalidValue, NotFound
from aniworld_web.auth.api_keys import MAX_DAYS
from aniworld_web.auth.people import session_of
from aniworld_web.rest.operation import Call, Nothing, Operation

__all__ = ["OPERATIONS", "Key", "KeyMade", "KeyWanted", "Keys"]


@frozen(kw_only=True)
class KeyWanted:
    """A key to be made."""

    name: Annotated[str, Meta(min_length=1, max_length=100, description="What it is for.")]
    scope: Annotated[Scope, Meta(description="To write includes to read.")] = Scope.READ
    expires_days: Annotated[
        Annotated[int, Meta(ge=1, le=MAX_DAYS)] | None,
        Meta(description="Days until it stops working; null means never."),
    ] = None


@frozen(kw_only=True)
class Key:
    """An API key as it is kept: without its secret."""

    id: str
    name: str
    scope: Scope
    created: datetime
    expires: datetime | None
    last_used: Annotated[datetime | None, Meta(description="Known to the minute.")]


@frozen(kw_only=True)
class KeyMade:
    """A new key; ``text`` is what a program sends, and is shown this once."""

    key: Key
    text: str = field(repr=False)


@frozen(kw_only=True)
class Keys:
    """All API keys by creation, also those that have expired."""

    keys: tuple[Key, ...]


def _keys(call: Call[Nothing, Nothing]) -> Keys:
    """List the keys."""
    session_of(call.caller)
    return Keys(keys=tuple(map(_shown, call.site.access.keys.all())))


def _add(call: Call[KeyWanted, Nothing]) -> KeyMade:
    """Make a key."""
    session_of(call.caller)
    wanted = call.body
    days = wanted.expires_days
    made = call.site.access.keys.add(
        wanted.name,
        scope=wanted.scope,
        expires=None if days is None else datetime.now(UTC) + timedelta(days=days),
    )
    return KeyMade(key=_shown(made.key), text=made.text)


def _remove(call: Call[Nothing, Nothing]) -> None:
    """Erase a key."""
    session_of(call.caller)
    call.site.access.remove_key(call.path["id"])


def _shown(key: ApiKey) -> Key:
    return Key(
        id=key.id,
        name=key.name,
        scope=key.scope,
        created=key.created,
        expires=key.expires,
        last_used=key.last_used,
    )


OPERATIONS = (
    Operation(
        method="GET",
        path="/auth/keys",
        handle=_keys,
        summary="List the API keys; needs a person's session.",
        tag="auth",
        answer=Keys,
    ),
    Operation(
        method="POST",
        path="/auth/keys",
        handle=_add,
        summary="Make an API key; needs a person's session.",
        tag="auth",
        scope=Scope.WRITE,
        body=KeyWanted,
        answer=KeyMade,
        status=201,
        errors=(AlreadyThere, InvalidValue),
    ),
    Operation(
        method="DELETE",
        path="/auth/keys/{id}",
        handle=_remove,
        summary="Erase an API key; it lets nobody in any more.",
        tag="auth",
        scope=Scope.WRITE,
        status=204,
        errors=(NotFound,),
    ),
)

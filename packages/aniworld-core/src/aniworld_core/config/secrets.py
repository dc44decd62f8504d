"""Which settings are secret, and how they are shown: hidden, and known again when they come back."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from aniworld_core.config.model import invalid

__all__ = ["MASK", "hidden", "is_secret", "revealed"]

MASK = "***"
"""What is shown in the place of a secret."""

_WORDS = frozenset(
    {"cookie", "cookies", "key", "keys", "password", "passwords", "secret", "secrets"}
    | {"token", "tokens"}
)
_WORD = re.compile(r"[a-z0-9]+")

# A path that begins at once (sqlite:////volume1/@data) has no user before it. Else all up to the last @
# is hidden, since a password may hold whatever its program lets it hold.
_USER = re.compile(r"(?<=://)[^/].*(?=@)", re.DOTALL)
_PARAMETER = re.compile(r"(?<=[?&;])(?P<name>[^=?&;#]+)=(?P<value>[^&;#]+)")


def is_secret(name: str) -> bool:
    """Tell whether a setting's name says so: ``api_key`` and ``cookie`` do, ``keyboard`` does not."""
    return not _WORDS.isdisjoint(_WORD.findall(name.lower()))


def hidden(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings, as JSON has them, with :data:`MASK` for each secret that is set.

    Secret is what :func:`is_secret` says, and in addresses the user with the password.
    """
    return {
        name: MASK if is_secret(name) and _is_set(value) else _shown(value)
        for name, value in settings.items()
    }


def revealed(settings: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings with what is stored in the place of each mask that :func:`hidden` put there.

    A secret that is not stored stays unset. Raises InvalidConfig for an address that was changed around
    its mask: the hidden password must not go to another host.
    """
    problems = list(_changed(settings, stored, ""))
    if problems:
        raise invalid(problems)
    return _in_clear(settings, stored)


def _is_set(value: object) -> bool:
    # A switch such as use_cookies is no secret, and what is not set can be told.
    return value is not None and not isinstance(value, bool) and value not in ("", [], {}, ())


def _shown(value: Any) -> Any:
    match value:
        case Mapping():
            return hidden(value)
        case list() | tuple():
            return [_shown(one) for one in value]
        case str() if "://" in value:
            return _PARAMETER.sub(_parameter, _USER.sub(MASK, value))
    return value


def _parameter(match: re.Match[str]) -> str:
    return f"{match['name']}={MASK}" if is_secret(match["name"]) else match[0]


def _in_clear(settings: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in settings.items():
        old = stored.get(name)
        if is_secret(name) and value == MASK:
            if name in stored:
                found[name] = old
        elif isinstance(value, Mapping):
            found[name] = _in_clear(value, old if isinstance(old, Mapping) else {})
        else:
            found[name] = _known(value, old)
    return found


def _known(value: Any, old: Any) -> Any:
    """Return what a value was before it was hidden, or itself."""
    if isinstance(value, list | tuple):
        return [_known(one, old) for one in value]
    before = old if isinstance(old, list | tuple) else [old]
    texts = (one for one in before if isinstance(one, str))
    return next((one for one in texts if _shown(one) == value), value)


def _changed(
    settings: Mapping[str, Any], stored: Mapping[str, Any], above: str
) -> Iterator[tuple[str, str]]:
    for name, value in settings.items():
        old = stored.get(name)
        place = f"{above}{name}"
        if isinstance(value, Mapping):
            yield from _changed(value, old if isinstance(old, Mapping) else {}, f"{place}.")
        elif not is_secret(name) and _has_mask(_known(value, old)):
            yield place, f"{MASK} stands for what is hidden; write the address out"


def _has_mask(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return any(map(_has_mask, value))
    if not isinstance(value, str) or "://" not in value:
        return False
    user = _USER.search(value)
    parameters = (one for one in _PARAMETER.finditer(value) if is_secret(one["name"]))
    return (user is not None and user[0] == MASK) or any(one["value"] == MASK for one in parameters)

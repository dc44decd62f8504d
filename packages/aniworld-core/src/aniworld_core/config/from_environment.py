"""What the environment says of the settings: values, and the names of files that hold a secret one."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aniworld_core.errors import InvalidConfig

__all__ = ["from_environment"]

_PREFIX = "ANIWORLD_"
_TOP = {name.upper(): name for name in ("library", "data", "store", "relay", "host_label")}

_IN_FILES = ("store", "relay")
"""Settings that may hold a password; what a file says is seen by no child process or `docker inspect`."""


def from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings that an environment names, as in the TOML file.

    ``ANIWORLD_LIBRARY`` is one of the top level; two underscores stand between levels, as in
    ``ANIWORLD_DOWNLOADS__WORKERS``; ``ANIWORLD_STORE_FILE`` names a file that holds the store's URL.
    Raises InvalidConfig.
    """
    found: dict[str, Any] = {}
    for name, text in sorted(environment.items()):
        if not name.startswith(_PREFIX) or not text:
            continue
        parts = name.removeprefix(_PREFIX).split("__")
        if len(parts) == 1 and parts[0] in _TOP:
            found[_TOP[parts[0]]] = text
        elif len(parts) > 1:
            _put(found, [part.lower() for part in parts], _value(text))
    for setting in _IN_FILES:
        if path := environment.get(variable := f"{_PREFIX}{setting.upper()}_FILE"):
            if setting in found:
                raise InvalidConfig(
                    f"Both {variable} and {variable.removesuffix('_FILE')} are set.",
                    hint="Keep one of the two.",
                )
            found[setting] = _content(Path(path), variable)
    return found


def _content(path: Path, variable: str) -> str:
    """Return what the file says, without the end of its line; its text is in no message."""
    try:
        return path.read_text("utf-8").strip()
    except OSError as error:
        raise InvalidConfig(
            f"{path}, which {variable} names, cannot be read: {error.strerror}.",
            hint="Mend the path, or let this user read it.",
        ) from error
    except UnicodeDecodeError:
        raise InvalidConfig(
            f"{path}, which {variable} names, is not UTF-8.", hint="Save it as UTF-8."
        ) from None


def _put(found: dict[str, Any], path: list[str], value: Any) -> None:
    *sections, name = path
    for section in sections:
        found = found.setdefault(section, {})
        if not isinstance(found, dict):
            raise InvalidConfig(
                f"{_PREFIX}{'__'.join(path).upper()} cannot be set: {section} is no section.",
                hint="A variable is named like ANIWORLD_DOWNLOADS__WORKERS.",
            )
    found[name] = value


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text

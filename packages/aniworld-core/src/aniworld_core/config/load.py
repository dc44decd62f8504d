"""Where settings come from: defaults < TOML file < environment < options."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs

from aniworld_core import serde
from aniworld_core.config.from_environment import from_environment
from aniworld_core.config.model import Config, invalid
from aniworld_core.errors import InvalidConfig

__all__ = ["default_path", "load", "parse"]


def default_path() -> Path:
    """Return where the settings file is looked for when none is named."""
    return Path(platformdirs.user_config_dir("aniworld-library", appauthor=False)) / "config.toml"


def load(
    path: Path | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
) -> Config:
    """Read the settings; a file that was named must exist, the default one need not.

    ``environment`` (default: the process's) gives what :func:`from_environment` reads; ``options`` are
    top-level settings, None = not given. Raises InvalidConfig that names every wrong setting.
    """
    if path is not None and not path.is_file():
        raise InvalidConfig(f"There is no settings file {path}.", hint="Check --config.")
    data = _file(path or default_path())
    _merge(data, from_environment(os.environ if environment is None else environment))
    _merge(data, {name: value for name, value in (options or {}).items() if value is not None})
    return parse(data)


def parse(data: Mapping[str, Any]) -> Config:
    """Make a Config of plain data as in the TOML file; raises InvalidConfig."""
    try:
        filled = {"data": platformdirs.user_data_dir("aniworld-library", appauthor=False), **data}
    except TypeError as error:  # what another program hands over need not be a mapping
        raise InvalidConfig(
            f"Settings are names and values, not {data!r}.", hint="Give a mapping."
        ) from error
    try:
        return serde.structure(filled, Config)
    except Exception as error:
        raise invalid(serde.problems(error)) from error


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        raise InvalidConfig(
            f"{path} is not UTF-8 (byte {error.start + 1}).", hint="Save it as UTF-8."
        ) from error
    except (ValueError, RecursionError) as error:  # ValueError: no TOML, a giant number
        raise InvalidConfig(f"{path} is no valid TOML: {error}.", hint="Mend the file.") from error
    except OSError as error:
        raise InvalidConfig(f"{path} cannot be read: {error.strerror}.") from error


def _merge(into: dict[str, Any], other: Mapping[str, Any]) -> None:
    for name, value in other.items():
        if isinstance(value, Mapping) and isinstance(into.get(name), dict):
            _merge(into[name], value)
        else:
            into[name] = value

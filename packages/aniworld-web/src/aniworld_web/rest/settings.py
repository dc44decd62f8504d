"""``/config``: the settings file, seen, checked and changed while the application runs."""

from collections.abc import Callable
from typing import Annotated, Any

from attrs import fields, frozen
from msgspec import UNSET, Meta, UnsetType

from aniworld_core import serde
from aniworld_core.config import Config, Section, hidden
from aniworld_core.entities import Scope
from aniworld_core.errors import AniworldError, InvalidConfig, NotPossible
from aniworld_core.services.settings import Settings
from aniworld_web import configuration, reload
from aniworld_web.configuration import Standing
from aniworld_web.problems import WrongPlace
from aniworld_web.rest.operation import Call, Nothing, Operation
from aniworld_web.site import Site

__all__ = [
    "OPERATIONS",
    "ConfigBody",
    "ConfigChanged",
    "ConfigChecked",
    "ConfigForm",
    "ConfigShown",
    "PutQuery",
    "changed",
    "form",
    "put",
    "show",
    "state",
    "validate",
]

_Group = dict[str, Any]
_Text = Annotated[str, Meta(max_length=4096)]


@frozen(kw_only=True)
class ConfigShown:
    """Every setting, defaults filled in; each secret that is set is shown as ``***``."""

    library: str | None
    data: str
    store: str
    relay: str
    host_label: str
    downloads: _Group
    naming: _Group
    scanner: _Group
    schedule: _Group
    providers: _Group
    plugins: _Group


@frozen(kw_only=True)
class ConfigBody:
    """Settings to change; null drops one, so that its default holds. A secret left as ``***`` stays."""

    library: _Text | UnsetType | None = UNSET
    data: _Text | UnsetType | None = UNSET
    store: _Text | UnsetType | None = UNSET
    relay: _Text | UnsetType | None = UNSET
    host_label: _Text | UnsetType | None = UNSET
    downloads: _Group | UnsetType | None = UNSET
    naming: _Group | UnsetType | None = UNSET
    scanner: _Group | UnsetType | None = UNSET
    schedule: _Group | UnsetType | None = UNSET
    providers: _Group | UnsetType | None = UNSET
    plugins: _Group | UnsetType | None = UNSET


@frozen(kw_only=True)
class PutQuery:
    """How to change: ``whole`` lets the body be the whole file, so what it does not name is dropped."""

    whole: bool = False


@frozen(kw_only=True)
class ConfigChanged:
    """The settings after a change, and those that take effect only after a restart."""

    settings: ConfigShown
    restart_needed: tuple[str, ...]


@frozen(kw_only=True)
class ConfigChecked:
    """Whether settings could be saved, and what is wrong where they could not."""

    valid: bool
    problems: tuple[WrongPlace, ...]


@frozen(kw_only=True)
class ConfigForm:
    """Every setting with its type, meaning, default and rules, section by section."""

    sections: tuple[Section, ...]


def show(call: Call[Nothing, Nothing]) -> ConfigShown:
    """Show the settings of the file; where there is none, or a broken one, those in use."""
    return _shown(configuration.filed(call.site) or call.site.library.config)


def state(call: Call[Nothing, Nothing]) -> Standing:
    """Tell what surrounds the settings."""
    return configuration.standing(call.site)


def form(call: Call[Nothing, Nothing]) -> ConfigForm:
    """Describe the settings for a form."""
    return ConfigForm(sections=configuration.sections(call.site))


def put(call: Call[ConfigBody, PutQuery]) -> ConfigChanged:
    """Change settings."""
    return changed(call.site, _write(call))


def validate(call: Call[ConfigBody, PutQuery]) -> ConfigChecked:
    """Check settings as a change would, and change nothing."""
    settings = reload.editable(call.site)
    try:
        _write(call, dry_run=True)(settings)
    except InvalidConfig as error:
        problems = error.problems or (("", error.message),)
        return ConfigChecked(valid=False, problems=configuration.places(problems))
    return ConfigChecked(valid=True, problems=())


def changed(site: Site, write: Callable[[Settings], Config]) -> ConfigChanged:
    """Change the settings by ``write`` and return them."""
    change = reload.change(site, write)
    return ConfigChanged(settings=_shown(change.settings), restart_needed=change.restart_needed)


def _write(
    call: Call[ConfigBody, PutQuery], *, dry_run: bool = False
) -> Callable[[Settings], Config]:
    body = call.body
    named = {one.name: getattr(body, one.name) for one in fields(ConfigBody)}
    given = {name: value for name, value in named.items() if value is not UNSET}
    if call.query.whole:
        return lambda settings: settings.replace(given, dry_run=dry_run)
    return lambda settings: settings.merge(given, dry_run=dry_run)


def _shown(config: Config) -> ConfigShown:
    return ConfigShown(**hidden(serde.unstructure(config)))


_ERRORS: tuple[type[AniworldError], ...] = (InvalidConfig, NotPossible)

OPERATIONS = (
    Operation(
        method="GET",
        path="/config",
        handle=show,
        summary="Show the settings, secrets hidden.",
        tag="config",
        answer=ConfigShown,
    ),
    Operation(
        method="PUT",
        path="/config",
        handle=put,
        summary="Change settings, after a backup; what runs goes on with them by itself.",
        tag="config",
        scope=Scope.WRITE,
        body=ConfigBody,
        query=PutQuery,
        answer=ConfigChanged,
        errors=_ERRORS,
    ),
    Operation(
        method="POST",
        path="/config/validate",
        handle=validate,
        summary="Check settings as a change would, and change nothing.",
        tag="config",
        scope=Scope.WRITE,
        body=ConfigBody,
        query=PutQuery,
        answer=ConfigChecked,
        errors=(NotPossible,),
    ),
    Operation(
        method="GET",
        path="/config/state",
        handle=state,
        summary="Tell whether the settings can be changed, and which ones are set elsewhere.",
        tag="config",
        answer=Standing,
    ),
    Operation(
        method="GET",
        path="/config/schema",
        handle=form,
        summary="Describe every setting: type, meaning, default and rules.",
        tag="config",
        answer=ConfigForm,
    ),
)

"""What the settings file says, what surrounds it, and every setting described."""

from collections.abc import Iterable, Iterator

from attrs import fields, frozen

from aniworld_core import serde
from aniworld_core.config import Config, Section, describe
from aniworld_core.errors import InvalidConfig
from aniworld_core.plugins import Trial
from aniworld_web import reload
from aniworld_web.config import WebConfig
from aniworld_web.problems import WrongPlace
from aniworld_web.site import Site

__all__ = ["Standing", "filed", "places", "sections", "standing"]


@frozen(kw_only=True)
class Standing:
    """What surrounds the settings.

    ``editable``: they can be changed here, in the file ``path``. ``overridden`` are those that environment
    or options set, whatever the file says. ``restart_needed`` are those that were changed and take effect
    only after a restart. ``problems`` is what is wrong with the file as it is.
    """

    editable: bool
    path: str | None = None
    overridden: tuple[str, ...] = ()
    restart_needed: tuple[str, ...] = ()
    problems: tuple[WrongPlace, ...] = ()


def places(problems: Iterable[serde.Problem]) -> tuple[WrongPlace, ...]:
    """Return what is wrong with settings as answers tell it."""
    return tuple(WrongPlace(path=path, problem=what) for path, what in problems)


def filed(site: Site) -> Config | None:
    """Return what the file says; None where there is no file to be changed, or a broken one."""
    try:
        return None if site.settings is None else site.settings.show()
    except InvalidConfig:
        return None


def standing(site: Site) -> Standing:
    """Tell what surrounds the settings."""
    if site.settings is None:
        return Standing(editable=False)
    said = filed(site)
    try:
        wanted = reload.wanted(site)
    except InvalidConfig:  # told among the problems
        wanted = site.library.config
    return Standing(
        editable=True,
        path=str(site.settings.path),
        overridden=() if said is None else (*reload.differing(said, wanted), *_optional(site)),
        restart_needed=tuple(reload.differing(wanted, site.library.config)),
        problems=places(site.settings.check()),
    )


def _optional(site: Site) -> Iterator[str]:
    """Yield what options of the start, such as ``--port``, say about the web application alone."""
    asked = site.library.config.plugin("web", WebConfig)
    for one in fields(WebConfig):
        if getattr(site.config, one.name) != getattr(asked, one.name):
            yield f"plugins.web.{one.name}"


def sections(site: Site) -> tuple[Section, ...]:
    """Describe every setting of the core and of the installed plugins."""
    library = site.library
    return describe(Trial(library.plugins.manager, library.config).classes)

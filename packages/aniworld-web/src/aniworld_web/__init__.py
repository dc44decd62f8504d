"""The web application: REST, WebSocket and pages over one library."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from aniworld_core import hookimpl

if TYPE_CHECKING:
    from aniworld_cli.groups import LazyGroup
    from aniworld_core.config import Config
    from aniworld_core.events import Sink
    from aniworld_web.app import create_app

__all__ = ["aniworld_commands", "aniworld_sinks", "create_app"]


def __getattr__(name: str) -> Any:
    # The command line imports every plugin for its --help: the web framework comes only when it is used.
    if name == "create_app":
        from aniworld_web.app import create_app

        return create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@hookimpl(optionalhook=True)
def aniworld_commands(cli: "LazyGroup") -> None:
    """Add ``aniw serve`` and ``aniw auth``."""
    cli.add_lazy("serve", "aniworld_web.commands.serve:serve", "Start the web application.")
    cli.add_lazy("auth", "aniworld_web.commands.auth:auth", "Password and API keys of the web.")


@hookimpl
def aniworld_sinks(config: "Config") -> "Iterable[Sink]":
    """Contribute none; asked, so that wrong settings of ``[plugins.web]`` are found by every check."""
    from aniworld_web.config import WebConfig

    config.plugin("web", WebConfig)
    return ()

"""The hook through which plugins add commands to the command line."""

from typing import TYPE_CHECKING

import pluggy

# Only a name in an annotation: a plugin manager is also made where no command line is used.
if TYPE_CHECKING:
    from aniworld_cli.groups import LazyGroup

__all__ = ["aniworld_commands"]

hookspec = pluggy.HookspecMarker("aniworld")


@hookspec
def aniworld_commands(cli: "LazyGroup") -> None:
    """Add commands to ``aniw``; called once, before its commands are listed.

    Call ``cli.add_lazy(name, "module:attribute", short_help)``: the module is imported only when
    the command is used. Mark the implementation ``@hookimpl(optionalhook=True)``, because without this
    package nobody knows the hook.
    """

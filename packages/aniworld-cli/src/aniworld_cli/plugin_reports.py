"""The command line's own hooks among those that a report on plugins asks."""

from aniworld_cli.groups import LazyGroup
from aniworld_cli.main import BUILT_IN
from aniworld_core.plugins import FurtherHooks

__all__ = ["command_hooks"]


def command_hooks() -> FurtherHooks:
    """Return the hook for commands, to be tried on a group that nobody runs."""
    return {"aniworld_commands": {"cli": LazyGroup("trial", lazy=BUILT_IN)}}

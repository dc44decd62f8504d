"""A group of commands that imports a command only when it is used."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

import click

__all__ = ["LazyGroup"]


class _Unloaded(click.Command):
    """Stands in the lists for a command whose module has not been imported."""

    def __init__(self, name: str, target: str, short_help: str) -> None:
        super().__init__(name, short_help=short_help, add_help_option=False)
        self._target = target

    def load(self) -> click.Command:
        """Import the command itself."""
        module, _, attribute = self._target.partition(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self._target} is no click command")
        return command


class LazyGroup(click.Group):
    """Lists its commands in the order they were added, from their short help alone.

    ``lazy`` are names and short helps of commands that ``package`` has, each as the attribute
    ``command`` of the module of its name.
    """

    def __init__(
        self,
        *args: Any,
        package: str = "",
        lazy: Mapping[str, str] = MappingProxyType({}),
        **settings: Any,
    ) -> None:
        super().__init__(*args, **settings)
        for name, short_help in lazy.items():
            self.add_lazy(name, f"{package}.{name}:command", short_help)

    def add_lazy(self, name: str, target: str, short_help: str) -> None:
        """Add the command found at ``target``, written ``module:attribute``.

        Raises ValueError when there already is a command of this name.
        """
        if name in self.commands:
            raise ValueError(f"there already is a command named {name}")
        self.add_command(_Unloaded(name, target, short_help))

    def load(self, name: str) -> click.Command:
        """Return a command, imported; raises KeyError when there is none of this name."""
        command = self.commands[name]
        if isinstance(command, _Unloaded):
            command = self.commands[name] = command.load()
        return command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order they were added."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is to run and import it."""
        name, command, rest = super().resolve_command(ctx, args)
        if isinstance(command, _Unloaded) and name is not None:
            command = self.load(name)
        return name, command, rest

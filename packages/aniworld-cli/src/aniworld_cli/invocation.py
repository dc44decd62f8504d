"""One run of the program: what its global options say, and what is made from them on demand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

# Each of these is imported when a command needs it, so that the others stay quick.
if TYPE_CHECKING:
    from aniworld_cli.output import Output
    from aniworld_core.config import Config
    from aniworld_core.events import Event, Sink
    from aniworld_core.library import Library
    from aniworld_core.plugins.manager import PluginManager
    from aniworld_core.plugins.trial import Trial
    from aniworld_core.services.settings import Settings

__all__ = ["Invocation"]


class Invocation:
    """Passed to every command as click's ``obj``; the options fill it while they are read."""

    def __init__(self, plugins: "Callable[[], PluginManager]") -> None:
        self._make_plugins = plugins
        self.options: dict[str, Any] = {}
        self.config_file: str | None = None
        self.as_json = False
        self.verbosity = 0
        self.quiet = False
        self.command = ""

    @property
    def out(self) -> "Output":
        """Where this run prints to."""
        from aniworld_cli.output import Output

        return Output(as_json=self.as_json, quiet=self.quiet)

    @cached_property
    def plugins(self) -> "PluginManager":
        """Every installed plugin."""
        return self._make_plugins()

    @cached_property
    def config(self) -> "Config":
        """The settings of this run; raises InvalidConfig."""
        return self.load()

    def load(self) -> "Config":
        """Read the settings anew: the file, the environment and the options; raises InvalidConfig."""
        from pathlib import Path

        from aniworld_core.config import load

        return load(Path(self.config_file) if self.config_file else None, options=self.options)

    @property
    def settings(self) -> "Settings":
        """The settings file of this run."""
        from pathlib import Path

        from aniworld_core.config import default_path
        from aniworld_core.services.settings import Settings

        path = Path(self.config_file) if self.config_file else default_path()
        return Settings(path, check=lambda config: self.trial(config).problems)

    def trial(self, config: "Config") -> "Trial":
        """Ask every installed plugin what it makes of some settings."""
        from aniworld_core.plugins.trial import Trial

        return Trial(self.plugins, config)

    @contextmanager
    def library(self, *sinks: "Sink", dry_run: bool = False) -> "Iterator[Library]":
        """Open the library for as long as a command needs it; ``sinks`` hear its events.

        Old data is taken over when the store is new, unless this is a ``dry_run``.
        """
        from aniworld_core.library import Library

        if dry_run:
            opened = Library(self.config, self.plugins, sinks)
        else:
            opened = Library.open(
                self.config, plugins=self.plugins, sinks=(*sinks, self._tell_migration)
            )
        with opened as library:
            yield library

    def _tell_migration(self, event: "Event") -> None:
        from aniworld_core.events import MigrationFinished

        if isinstance(event, MigrationFinished) and event.automatic:
            from aniworld_cli.old_data import taken_over

            for line in taken_over(event.result, self.command):
                self.out.note(line)

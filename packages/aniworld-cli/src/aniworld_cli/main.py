"""The program `aniw`: its global options and the list of its commands."""

import atexit
import gc
import sys
from collections.abc import Callable
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import click

from aniworld_cli import hookspecs
from aniworld_cli.command import shared_options
from aniworld_cli.groups import LazyGroup
from aniworld_cli.invocation import Invocation
from aniworld_cli.plugin_commands import add_plugin_commands
from aniworld_core import __version__

if TYPE_CHECKING:
    from aniworld_core.plugins.manager import PluginManager

__all__ = ["BUILT_IN", "Program", "main", "program"]

BUILT_IN = {
    "search": "Find series on the catalogue sites.",
    "index": "Read the sites' whole lists, to search them offline.",
    "add": "Register a series.",
    "list": "List the registered series.",
    "show": "Show a series with all its episodes.",
    "edit": "Set the languages of a series, how it waits and replaces, and whether it is monitored.",
    "remove": "Take a series off the list; its files stay.",
    "restore": "List a removed series again.",
    "scan": "Read the catalogue and the disk again.",
    "missing": "List what is missing, and why.",
    "upcoming": "List what is new on the sites, and what is coming.",
    "ignore": "Leave episodes out of what is missing.",
    "match": "Tell which folder belongs to which series.",
    "download": "Download what is missing.",
    "worker": "Work the queue off until told to end.",
    "workers": "See which processes work on the store; drain and stop them.",
    "queue": "See and change the download queue.",
    "history": "Show what was done about episodes.",
    "explain": "Say why an episode is there or not, and what happens next.",
    "quarantine": "See what was downloaded and failed its check.",
    "trash": "See what was taken out of the library, and put it back.",
    "rename": "Give files the names that the template says.",
    "undo": "Take a rename back.",
    "migrate": "Take over the data of the older program.",
    "config": "See and change the settings.",
    "plugins": "List the installed plugins; write and check one.",
    "doctor": "Check that everything is in order.",
    "completion": "Print a script that completes commands in a shell.",
}
"""The commands of this package with their short helps, in the order of the list."""


class Program(LazyGroup):
    """The root of all commands; ``add_commands`` adds those of plugins when they are needed."""

    def __init__(
        self,
        *,
        plugins: "Callable[[], PluginManager]",
        add_commands: Callable[[LazyGroup], None],
        **settings: Any,
    ) -> None:
        super().__init__(**settings)
        self._plugins = plugins
        self._add_commands = add_commands
        self._complete = False

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the built-in commands, then those of plugins."""
        self.complete()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; plugins are only asked when no built-in one has the name."""
        if cmd_name not in self.commands:
            self.complete()
        return super().get_command(ctx, cmd_name)

    def complete(self) -> None:
        """Add the commands of plugins, unless that is done."""
        if not self._complete:
            self._complete = True
            self._add_commands(self)

    def main(self, args: Any = None, prog_name: Any = None, *_: Any, **extra: Any) -> Any:
        """Run the program and exit; errors become a line, a hint and an exit code."""
        arguments = list(sys.argv[1:] if args is None else args)
        invocation = Invocation(self._plugins)
        # Known even when reading the options fails.
        invocation.as_json = "--json" in takewhile(lambda text: text != "--", arguments)
        extra |= {"obj": invocation, "standalone_mode": False}
        try:
            code = super().main(arguments, prog_name or "aniw", **extra)
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last place to tell
            from aniworld_cli import failures

            code = failures.report(error, invocation)
        sys.exit(code if isinstance(code, int) else 0)


def program(plugins: "Callable[[], PluginManager] | None" = None) -> Program:
    """Return the program; ``plugins`` makes its plugin manager (default: all that is installed)."""
    root = Program(
        plugins=plugins or _installed,
        add_commands=_from(plugins) if plugins else add_plugin_commands,
        name="aniw",
        package="aniworld_cli.commands",
        lazy=BUILT_IN,
        params=[
            _path("--library", "Folder that holds the series.  [env: ANIWORLD_LIBRARY]"),
            _path("--data", "Folder of the program's own files.  [env: ANIWORLD_DATA]"),
            _path("--config", "Settings file; else the one that `aniw config path` names."),
            click.Option(["--store"], metavar="URL", help="Store to use, such as sqlite:///FILE."),
            *shared_options(),
        ],
        callback=_take_options,
        help="Keep a library of anime series complete.",
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    click.version_option(__version__, message="%(prog)s %(version)s")(root)
    return root


def main() -> None:
    """Run the program on the arguments of this process."""
    # What a start makes stays to the end, and then the system takes it all at once: Python's search
    # for rubbish in it, in between and again at exit, took a third of the time of a short command.
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        # A title that the terminal's encoding lacks is no reason to fail.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    program().main()


@click.pass_obj
def _take_options(invocation: Invocation, /, config: str | None, **options: str | None) -> None:
    invocation.config_file = config
    invocation.options = options


def _path(name: str, meaning: str) -> click.Option:
    return click.Option([name], metavar="PATH", help=meaning)


def _installed() -> "PluginManager":
    # The whole core comes with it.
    from aniworld_core.plugins.manager import installed

    return installed(hookspecs)


def _from(plugins: "Callable[[], PluginManager]") -> Callable[[LazyGroup], None]:
    def add_commands(cli: LazyGroup) -> None:
        for _ in plugins().ask("aniworld_commands", cli=cli):
            pass

    return add_commands

"""Writes docs/cli.md: ``python -m aniworld_cli.document > docs/cli.md``.

Everything on the page comes from the commands themselves and from the tables of exit codes and shapes.
"""

import sys
from collections.abc import Iterator
from inspect import cleandoc

import click

from aniworld_cli import drawing
from aniworld_cli.command import Command
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.groups import LazyGroup
from aniworld_cli.main import program
from aniworld_cli.shapes import ERROR, SHAPES

__all__ = ["page"]

_INTRO = """\
# Command line

`aniw` (also installed as `aniworld-cli`) is the whole library manager in a terminal. This page is written by
`python -m aniworld_cli.document`; a test compares it with the program.

On a terminal, lists are drawn as tables and long work shows its progress; in a pipe everything is plain
text without escape codes. Settings come from defaults < settings file < environment < options; the
settings themselves are in [settings.md](settings.md).

Episodes are written `S01E03`, `S01` for a whole season, or `S01E03-E07`; season 0 holds films and specials.
"""

_JSON = """\
With `--json`, before or after the command's name, a command prints one JSON document on stdout and
everything else on stderr. Times are UTC, sizes bytes. Below, each document is drawn with what stands in
each place. A command that fails prints, with the exit code as below:
"""


def page() -> str:
    """Return the page as Markdown."""
    root = program()
    ctx = click.Context(root, info_name="aniw", **root.context_settings)
    lines = [*_INTRO.splitlines(), "", "## Options of every command", ""]
    lines += [
        "These stand before the command's name; `--json`, `-v` and `-q` may also stand after it."
    ]
    lines += _options(root, ctx)
    lines += ["", "## JSON", "", *_JSON.splitlines(), "", *drawing.block(ERROR), ""]
    lines += ["## Exit codes", "", "| Code | Meaning |", "| ---: | --- |"]
    lines += [f"| {code.value} | {code.meaning} |" for code in ExitCode]
    lines += ["", "## Commands"]
    lines += _commands(root, ctx)
    return "\n".join(lines).rstrip() + "\n"


def _commands(group: LazyGroup, ctx: click.Context) -> Iterator[str]:
    for name in group.list_commands(ctx):
        command = group.load(name)
        inner = click.Context(command, parent=ctx, info_name=name)
        yield from _command(command, inner)
        if isinstance(command, LazyGroup):
            yield from _commands(command, inner)


def _command(command: click.Command, ctx: click.Context) -> Iterator[str]:
    yield from ("", f"### {ctx.command_path}", "")
    yield from _help(command)
    usage = " ".join(command.collect_usage_pieces(ctx))
    yield from ("", "```text", f"{ctx.command_path} {usage}", "```")
    yield from _options(command, ctx)
    path = ctx.command_path.removeprefix("aniw ")
    for name, shape in SHAPES.items():
        if name == path or (name.startswith(f"{path} ") and not isinstance(command, LazyGroup)):
            yield from ("", f"`aniw {name} --json`:", "", *drawing.block(shape))


def _help(command: click.Command) -> Iterator[str]:
    fenced = False
    for line in cleandoc(command.help or "").splitlines():
        if line == "\b":
            fenced = True
            yield "```text"
            continue
        if fenced and not line:
            fenced = False
            yield "```"
        yield line
    if fenced:
        yield "```"


def _options(command: click.Command, ctx: click.Context) -> Iterator[str]:
    told = {"--help"}
    if isinstance(command, Command):
        told |= {"--json", "--verbose", "--quiet"}
    params = [param for param in command.get_params(ctx) if told.isdisjoint(param.opts)]
    rows = [record for param in params if (record := param.get_help_record(ctx))]
    if rows:
        yield from ("", "| Argument or option | Meaning |", "| --- | --- |")
        yield from (f"| `{_cell(name)}` | {_cell(meaning)} |" for name, meaning in rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(page())

"""``aniw auth reset-password``: for who is locked out, and for a first password on a server."""

import sys
from collections.abc import Iterator

import click

from aniworld_cli.command import Command, dry_run
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Block
from aniworld_web.auth.passwords import Passwords, invented

__all__ = ["command"]


@click.command("reset-password", cls=Command)
@click.option("--password-stdin", is_flag=True, help="Read it from the first line of the input.")
@click.option("--generate", is_flag=True, help="Make one up and print it.")
@dry_run
@click.pass_obj
def command(
    invocation: Invocation, /, *, password_stdin: bool, generate: bool, dry_run: bool
) -> None:
    """Set a new password for the web application; everybody has to sign in again.

    API keys stay as they are: see `aniw auth keys list`.
    """
    if password_stdin and generate:
        raise click.UsageError(
            "Give --password-stdin or --generate, not both.", click.get_current_context()
        )
    made = invented() if generate else None
    password = made or (_read() if password_stdin else _asked())
    Passwords().check(password)
    with invocation.library(dry_run=dry_run) as library:
        if not dry_run:
            from aniworld_web.auth.access import Access

            Access(store=library.store, hours=1).reset(password)
    told = None if dry_run else made
    # What was made up is the answer: also who wants quiet has to see it.
    tell = invocation.out.show if told else invocation.out.done
    tell(lambda: {"dry_run": dry_run, "password": told}, _text(told, dry_run=dry_run))


def _text(made: str | None, *, dry_run: bool) -> Iterator[Block]:
    if dry_run:
        yield "Would set the password and end all sessions."
        return
    yield "The password is set; everybody has to sign in again."
    if made:
        yield f"It is: {made}"


def _read() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _asked() -> str:
    if not sys.stdin.isatty():
        raise click.UsageError(
            "There is no terminal to ask on. Give --password-stdin or --generate.",
            click.get_current_context(),
        )
    password: str = click.prompt(
        "New password", hide_input=True, confirmation_prompt="Once more", err=True
    )
    return password

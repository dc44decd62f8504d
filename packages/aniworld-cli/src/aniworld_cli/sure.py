"""The question before something is deleted for good."""

import sys

import click

from aniworld_cli.invocation import Invocation

__all__ = ["be_sure", "yes"]

yes = click.option("--yes", is_flag=True, help="Do not ask.")
"""For every command that deletes files for good."""


def be_sure(invocation: Invocation, question: str) -> None:
    """Ask, and stop at any answer but yes; raises UsageError where there is nobody to be asked."""
    if invocation.as_json or not sys.stdin.isatty():
        raise click.UsageError(
            "This deletes files for good, and nobody is there to be asked: give --yes.",
            click.get_current_context(),
        )
    click.confirm(question, abort=True, err=True)

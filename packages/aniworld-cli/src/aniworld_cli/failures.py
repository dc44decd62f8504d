"""How errors reach a person, a script and the exit code; imported only once something failed."""

import sys
import traceback
from typing import NamedTuple

import click

from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.invocation import Invocation
from aniworld_cli.text import clean, folded
from aniworld_core.errors import AniworldError

__all__ = ["Failure", "described", "report"]

_TRACEBACKS = 2


class Failure(NamedTuple):
    """An error as it is shown: its kind, what happened, and what to do next."""

    type: str
    message: str
    hint: str
    exit_code: int

    def document(self) -> dict[str, str]:
        """Return the error as JSON shows it."""
        return {"type": self.type, "message": self.message, "hint": self.hint}


def report(error: BaseException, invocation: Invocation) -> int:
    """Show an error as one line and a hint, and return the exit code."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return ExitCode.USAGE
    failure = described(error)
    if invocation.as_json:
        invocation.out.document({"error": failure.document()})
    click.secho("Error: ", fg="red", bold=True, nl=False, err=True)
    # The length of what stands before it is counted, and then cut off again.
    message = folded(f"Error: {clean(failure.message)}", sys.stderr)
    click.echo(message.removeprefix("Error: "), err=True)
    if failure.hint:
        click.echo(folded(f"Hint: {clean(failure.hint)}", sys.stderr), err=True)
    if invocation.verbosity >= _TRACEBACKS:
        traceback.print_exception(error)
    return failure.exit_code


def described(error: BaseException) -> Failure:
    """Say what an error means to a person."""
    kind = type(error).__name__
    match error:
        case AniworldError():
            return Failure(kind, error.message, error.hint, error.exit_code)
        case click.UsageError():
            hint = f"See: {error.ctx.command_path} --help" if error.ctx else "See: aniw --help"
            return Failure(kind, error.format_message(), hint, ExitCode.USAGE)
        case click.ClickException():
            return Failure(kind, error.format_message(), "", error.exit_code)
        case click.Abort() | KeyboardInterrupt():
            return Failure("Cancelled", "Stopped.", "", ExitCode.INTERRUPTED)
        case OSError():
            where = f": {error.filename}" if error.filename is not None else ""
            hint = "Check that the place exists, may be written and has free space."
            return Failure(kind, f"{error.strerror or error}{where}.", hint, ExitCode.FAILED)
    hint = "This is a fault of the program. Run it again with -vv and report what it prints."
    return Failure(kind, f"{kind}: {error}", hint, ExitCode.FAILED)

"""The exit codes of every command."""

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """How a run ended; the text beside each is what docs/cli.md says of it."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    PARTLY = 3
    INTERRUPTED = 130

    @property
    def meaning(self) -> str:
        """Return what the code tells."""
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.DONE: "Done.",
    ExitCode.FAILED: "An error: nothing, or not what was asked for, was done.",
    ExitCode.USAGE: "The command, an option, a value or a setting is wrong.",
    ExitCode.PARTLY: "Partly failed: the rest was done; the output says what was not.",
    ExitCode.INTERRUPTED: "Stopped by Ctrl-C, with everything left in order.",
}

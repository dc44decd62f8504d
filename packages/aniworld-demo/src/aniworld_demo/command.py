"""``aniw demo``: the whole program at work without the internet, or only its replica catalogues."""

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aniworld_cli.command import Command
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Output

if TYPE_CHECKING:
    from aniworld_demo.story.play import Ending

__all__ = ["demo"]

_REMOVED = "The demo's folder is removed again (--keep leaves it)."


@click.command("demo", cls=Command)
@click.option(
    "--directory",
    type=click.Path(path_type=Path, file_okay=False),
    help="Empty or new folder to play in, which stays; else a temporary one.",
)
@click.option("--keep", is_flag=True, help="Leave the temporary folder in place.")
@click.option(
    "only_catalogue", "--catalogue", is_flag=True, help="Only serve the catalogues, until Ctrl-C."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65534),
    default=0,
    help="Port of the first catalogue, the second has the next; 0 means any free ones.",
)
@click.option(
    "--serve/--no-serve",
    default=None,
    help="Go to the web application at once, or not at all; else it follows on a terminal.",
)
@click.pass_obj
def demo(
    invocation: Invocation,
    /,
    *,
    directory: Path | None,
    keep: bool,
    only_catalogue: bool,
    port: int,
    serve: bool | None,
) -> ExitCode:
    """Show the whole program at work on a library and catalogues of its own.

    A replica of two catalogues and their hosters is served on this machine, a sample library is written, and
    then everything is done for real: migrate, scan, list what is missing, download, verify. Your own
    settings and library are not touched. On a terminal it ends with the web application on that library,
    until Ctrl-C.

    With --catalogue, only the replica is served, for trying `aniw` with a library of your own.
    """
    if only_catalogue:
        return _serve(invocation.out, port)
    return _play(invocation.out, directory, keep=keep, port=port, serve=serve)


def _serve(out: Output, port: int) -> ExitCode:
    from aniworld_demo.replica import Replica

    with Replica(port=port) as replica:
        urls = replica.base_urls
        out.show(
            lambda: {"base_urls": urls, "hosters": replica.hosters},
            [
                f"The replica catalogues are at {' and '.join(urls.values())}. Ctrl-C ends them.",
                "To use them, give these settings in another terminal:",
                "",
                *(f"  export {name}={value}" for name, value in replica.environment().items()),
                "  export ANIWORLD_LIBRARY=... ANIWORLD_DATA=...",
                "",
                "  aniw search karawane",
            ],
        )
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            out.note("The replica is gone.")
    return ExitCode.DONE


def _play(
    out: Output, wanted: Path | None, *, keep: bool, port: int, serve: bool | None
) -> ExitCode:
    from aniworld_demo.replica import Replica
    from aniworld_demo.story.play import play, prepare
    from aniworld_demo.story.serving import serve as serve_library
    from aniworld_demo.story.stage import directory_for
    from aniworld_demo.story.telling import Teller

    tell, ending = Teller(out), None
    stays = wanted is not None or keep
    with directory_for(wanted, keep=keep) as directory, Replica(port=port) as replica:
        if serve:
            prepare(tell, directory, replica)
        else:
            ending = play(tell, directory, replica)
            _tell_ending(out, ending, directory if stays else None)
        if serve or (serve is None and _is_watched(out)):
            serve_library(tell, directory, replica.base_urls)
        left = f"Everything is in {directory}." if stays else _REMOVED
    tell.line(left)
    return ExitCode.FAILED if ending and ending.faults else ExitCode.DONE


def _tell_ending(out: Output, ending: "Ending", directory: Path | None) -> None:
    out.show(
        lambda: {
            "verified": ending.verified,
            "failed": ending.failed,
            "faults": list(ending.faults),
            "seconds": round(ending.seconds, 1),
            "directory": None if directory is None else str(directory),
        },
        ["", str(ending)],
    )


def _is_watched(out: Output) -> bool:
    return not out.as_json and sys.stdin.isatty() and sys.stdout.isatty()

"""``aniw demo``: the whole program at work without the internet, or only its replica catalogue."""

import threading
from pathlib import Path

import click

from aniworld_cli.command import Command
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Output

__all__ = ["demo"]


@click.command("demo", cls=Command)
@click.option(
    "--directory",
    type=click.Path(path_type=Path, file_okay=False),
    help="Empty or new folder to play in, which stays; else a temporary one.",
)
@click.option("--keep", is_flag=True, help="Leave the temporary folder in place.")
@click.option(
    "only_catalogue", "--catalogue", is_flag=True, help="Only serve the catalogue, until Ctrl-C."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Port of the catalogue; 0 means any free one.",
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
) -> ExitCode:
    """Show the whole program at work on a library and a catalogue of its own.

    A replica of a catalogue and its hosters is served on this machine, a sample library is written, and
    then everything is done for real: migrate, scan, list what is missing, download, verify. Your own
    settings and library are not touched.

    With --catalogue, only the replica is served, for trying `aniw` with a library of your own.
    """
    if only_catalogue:
        return _serve(invocation.out, port)
    return _play(invocation.out, directory, keep=keep, port=port)


def _serve(out: Output, port: int) -> ExitCode:
    from aniworld_demo.replica import Replica

    with Replica(port=port) as replica:
        url = replica.base_url
        out.show(
            lambda: {"base_url": url, "hosters": replica.hosters},
            [
                f"The replica catalogue is at {url}. Ctrl-C ends it.",
                "To use it, give these settings in another terminal:",
                "",
                f"  export ANIWORLD_PROVIDERS__ANIWORLD__BASE_URL={url}",
                "  export ANIWORLD_PROVIDERS__ANIWORLD__REQUESTS_PER_SECOND=100",
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


def _play(out: Output, wanted: Path | None, *, keep: bool, port: int) -> ExitCode:
    from aniworld_demo.story.play import play
    from aniworld_demo.story.stage import directory_for

    with directory_for(wanted, keep=keep) as directory:
        ending = play(out, directory, port=port)
        stays = wanted is not None or keep
        out.show(
            lambda: {
                "verified": ending.verified,
                "failed": ending.failed,
                "faults": list(ending.faults),
                "seconds": round(ending.seconds, 1),
                "directory": str(directory) if stays else None,
            },
            [
                "",
                str(ending),
                f"Everything is in {directory}."
                if stays
                else "The demo's folder is removed again (--keep leaves it).",
            ],
        )
    return ExitCode.FAILED if ending.faults else ExitCode.DONE

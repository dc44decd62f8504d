"""``aniw serve``: the web application of the user's library."""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack

import click

from aniworld_cli.command import Command
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.interrupts import stopping
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Output

__all__ = ["serve"]

_log = logging.getLogger(__name__)

_PATIENCE = 2.0
"""Seconds to end in order; one is enough where no site keeps us waiting."""


def _address(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    from aniworld_web.config import WebConfig

    if value is not None:
        try:
            WebConfig(host=value)
        except ValueError as error:
            raise click.BadParameter(f"{error}.") from error
    return value


@click.command("serve", cls=Command)
@click.option(
    "--host",
    callback=_address,
    help="Address to listen on; else the setting plugins.web.host.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port to listen on, 0 for any free one; else the setting plugins.web.port.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open it in a browser.")
@click.option(
    "--no-workers", is_flag=True, help="Download nothing and do nothing that is scheduled."
)
@click.pass_obj
def serve(
    invocation: Invocation,
    /,
    *,
    host: str | None,
    port: int | None,
    open_browser: bool,
    no_workers: bool,
) -> ExitCode:
    """Start the web application and serve it until Ctrl-C.

    Only this machine can reach it unless another address is given; then a password must have been set
    before: open it here once, or run `aniw auth reset-password`.
    """
    from attrs import evolve

    from aniworld_cli.deadline import ended_within
    from aniworld_web.app import create_app
    from aniworld_web.auth.places import refuse_open_door
    from aniworld_web.config import WebConfig
    from aniworld_web.serving import Serving

    asked = invocation.config.plugin("web", WebConfig)
    config = evolve(asked, host=host or asked.host, port=asked.port if port is None else port)
    before = threading.enumerate()
    with ExitStack() as running:
        library = running.enter_context(invocation.library())
        app = create_app(
            library,
            settings=invocation.settings,
            load=invocation.load,
            config=config,
            workers=not no_workers,
        )
        site = app.state.site
        refuse_open_door(site.access, config.host)
        stop = running.enter_context(stopping(invocation.out.note))
        _hear_more()
        serving = running.enter_context(Serving.by(app, config))
        _log.info("the web application is at %s", ", ".join(serving.urls))
        _tell(invocation.out, serving.urls, secured=site.access.configured())
        if open_browser and not _opened(serving.url):
            invocation.out.warn("No browser was found: open the address by hand.")
        serving.wait(stop)
        with ended_within(_PATIENCE, besides=before):
            site.duty.leave()  # at once, not only when the last request is answered
            running.close()
    return ExitCode.DONE


def _hear_more() -> None:
    """Let the log of the System page have what the terminal is told only with ``-v``."""
    root = logging.getLogger()
    root.setLevel(min(root.level, logging.INFO))


def _tell(out: Output, urls: Sequence[str], *, secured: bool) -> None:
    out.show(
        lambda: {"url": urls[0], "urls": urls, "password_set": secured},
        _text(urls, secured=secured),
    )


def _text(urls: Sequence[str], *, secured: bool) -> Iterator[str]:
    yield f"The web application is at {urls[0]}"
    for url in urls[1:]:
        yield f"Others on your network find it at {url}"
    if not secured:
        yield "Choose a password there first: until you have, whoever uses this machine can."
    yield "Ctrl-C ends it."


def _opened(url: str) -> bool:
    import webbrowser

    return webbrowser.open(url)

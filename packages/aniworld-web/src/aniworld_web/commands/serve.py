"""``aniw serve``: the web application of the user's library."""

import webbrowser

import click

from aniworld_cli.command import Command
from aniworld_cli.exit_codes import ExitCode
from aniworld_cli.invocation import Invocation
from aniworld_cli.output import Output

__all__ = ["serve"]


@click.command("serve", cls=Command)
@click.option("--host", help="Address to listen on; else the setting plugins.web.host.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port to listen on, 0 for any free one; else the setting plugins.web.port.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open it in a browser.")
@click.option("--no-downloads", is_flag=True, help="Do not work the queue off.")
@click.pass_obj
def serve(
    invocation: Invocation,
    /,
    *,
    host: str | None,
    port: int | None,
    open_browser: bool,
    no_downloads: bool,
) -> ExitCode:
    """Start the web application and serve it until Ctrl-C.

    Only this machine can reach it unless another address is given; then a password must have been set
    before: open it here once, or run `aniw auth reset-password`.
    """
    from attrs import evolve

    from aniworld_web.app import create_app
    from aniworld_web.auth.places import refuse_open_door
    from aniworld_web.config import WebConfig
    from aniworld_web.serving import address, listening, server

    asked = invocation.config.plugin("web", WebConfig)
    config = evolve(
        asked,
        host=host or asked.host,
        port=asked.port if port is None else port,
        download=asked.download and not no_downloads,
    )
    with invocation.library() as library:
        app = create_app(library, settings=invocation.settings, load=invocation.load, config=config)
        refuse_open_door(app.state.site.access, config.host)
        listener = listening(config.host, config.port)
        url = address(listener, config.prefix)
        _tell(invocation.out, url, first=not app.state.site.access.configured())
        if open_browser:
            webbrowser.open(url)
        server(app, prefix=config.prefix, proxies=config.trusted_proxies).run(sockets=[listener])
    return ExitCode.DONE


def _tell(out: Output, url: str, *, first: bool) -> None:
    lines = [f"The web application is at {url}", "Ctrl-C ends it."]
    if first:
        lines.insert(1, "Choose a password there first; nobody else should use this machine now.")
    out.show(lambda: {"url": url}, lines)

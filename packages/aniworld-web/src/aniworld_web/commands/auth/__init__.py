"""``aniw auth``: password and API keys of the web application, from the host it runs on."""

import click

from aniworld_cli.groups import LazyGroup

__all__ = ["auth"]


@click.group("auth", cls=LazyGroup)
def auth() -> None:
    """Set the password of the web application, and see and change its API keys.

    What is done here counts for a running `aniw serve` within a second.
    """


auth.add_lazy(
    "reset-password",
    "aniworld_web.commands.auth.reset_password:command",
    "Set a new password; needs no old one.",
)
auth.add_lazy("keys", "aniworld_web.commands.auth.keys:command", "The keys of programs.")

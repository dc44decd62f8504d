"""``aniw completion``: scripts that complete commands in a shell."""

import click
from click.shell_completion import get_completion_class

from aniworld_cli.command import Command
from aniworld_cli.invocation import Invocation

__all__ = ["command"]

_NAMES = ("aniw", "aniworld-cli")
_VARIABLE = "_ANIW_COMPLETE"


@click.command("completion", cls=Command)
@click.argument("shell", type=click.Choice(["bash", "fish", "zsh"]), help="Your shell.")
@click.pass_context
def command(ctx: click.Context, /, *, shell: str) -> None:
    """Print a script that completes commands and options in a shell.

    \b
    bash:  eval "$(aniw completion bash)"      in ~/.bashrc
    zsh:   eval "$(aniw completion zsh)"       in ~/.zshrc
    fish:  aniw completion fish | source       in ~/.config/fish/config.fish
    """  # noqa: D301 - click's own sign for lines that stay as they are
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"There is no completion for {shell}.", ctx)
    script = "\n".join(kind(ctx.command, {}, name, _VARIABLE).source() for name in _NAMES)
    ctx.ensure_object(Invocation).out.show(
        lambda: {"shell": shell, "script": script}, script.splitlines()
    )

"""What only a person may do, and no program."""

from aniworld_core.errors import NotAllowed
from aniworld_web.caller import Caller

__all__ = ["session_of"]


def session_of(caller: Caller | None) -> str:
    """Return the session of a person; raises NotAllowed for a program with an API key.

    A key that leaked must not be good for making others, or for locking its owner out.
    """
    if caller is None or caller.session is None:
        raise NotAllowed(
            "An API key cannot do this.", hint="Sign in with the password, and use that token."
        )
    return caller.session

"""The one description of what runs: two processes, their folders, user, port and end."""

from attrs import frozen

from aniworld_web.config import WebConfig

__all__ = [
    "CONTAINER",
    "GRACE",
    "HEALTH",
    "HOST",
    "HOST_NAME",
    "NOTE",
    "PORT",
    "PREFIX",
    "STOP_SIGNAL",
    "USER",
    "USER_NUMBER",
    "WEB",
    "WORKER",
    "Place",
    "Process",
    "settings",
]

NOTE = "Written by `python -m tools.deploy`; change the code there instead."

USER = "aniworld"
"""Who runs both processes on a host, and owns the folder of data; the group has the same name."""

USER_NUMBER = "10001:10001"
"""User and group in a container: no account of a common system, so that nothing else belongs to them."""

STOP_SIGNAL = "SIGTERM"
"""Ends both within two seconds; what was under way goes back to the queue."""

GRACE = 20
"""Seconds until a process that was asked to end is killed, on a machine that is busy."""

PORT = WebConfig().port
HEALTH = "/health/live"
"""Answers 200 without a password as long as the web application is alive."""

HOST_NAME = "anime.example.org"
"""Stands for the name by which browsers call the application."""

PREFIX = "/anime"
"""Stands for the path below which a proxy may have it."""


@frozen(kw_only=True)
class Process:
    """One of the programs: ``arguments`` are those of `aniw`, ``options`` a variable with further ones."""

    name: str
    title: str
    arguments: tuple[str, ...]
    options: str


WEB = Process(
    name="web", title="web application", arguments=("serve",), options="ANIW_SERVE_OPTIONS"
)
WORKER = Process(
    name="worker", title="worker", arguments=("worker",), options="ANIW_WORKER_OPTIONS"
)


@frozen(kw_only=True)
class Place:
    """Where things are: the program, the two folders that it writes, and the secrets that it reads."""

    program: str = "/opt/aniworld/bin/aniw"
    library: str
    data: str
    secrets: str

    @property
    def bin(self) -> str:
        """The folder of the environment's programs."""
        return self.program.rpartition("/")[0]


HOST = Place(library="/srv/anime", data="/var/lib/aniworld", secrets="/etc/aniworld")
CONTAINER = Place(library="/library", data="/data", secrets="/run/secrets")


def settings(place: Place) -> dict[str, str]:
    """Return the variables that every process at a place needs.

    What is set in the browser goes to a settings file, which has to be in a folder that is written.
    """
    return {
        "ANIWORLD_LIBRARY": place.library,
        "ANIWORLD_DATA": place.data,
        "XDG_CONFIG_HOME": f"{place.data}/settings",
    }

"""What an administrator fills in: the environment of the units, and the variables of the compose file."""

from tools.deploy.description import (
    HOST,
    HOST_NAME,
    NOTE,
    PREFIX,
    USER_NUMBER,
    WEB,
    WORKER,
    settings,
)

__all__ = ["of_compose", "of_host"]

_HOST = """\
# {note}
# Copy it to {secrets}/environment. Both units and the command `aniw` of this host read it; a value
# with blanks or signs stands in single quotes. No secret belongs here. Every other setting:
# docs/settings.md, or the pages of the web application.
{settings}

# A database and a relay on servers, for several processes or hosts: files that hold the URL, which root
# owns and the group {user} reads (0640). Without them: an SQLite file in the data folder.
#ANIWORLD_STORE_FILE={secrets}/store
#ANIWORLD_RELAY_FILE={secrets}/relay

# Behind a reverse proxy on this host; the last line only where it has the application below a path.
#ANIWORLD_PLUGINS__WEB__TRUSTED_PROXIES=127.0.0.1
#ANIWORLD_PLUGINS__WEB__ALLOWED_HOSTS={name}
#ANIWORLD_PLUGINS__WEB__PREFIX={prefix}

# What this host is called among others, if not as it calls itself.
#ANIWORLD_HOST_LABEL=cellar

# Options of the two commands: the web application leaves the work to workers of their own, and these
# work for one site only.
#{web}=--no-workers
#{worker}='--providers aniworld'
"""

_COMPOSE = """\
# {note}
# Copy it to .env beside compose.yaml. The passwords are made by secrets.sh, and do not stand here.

# The folder that holds the series, and the user and group who may write there: `stat -c %u:%g FOLDER`.
ANIWORLD_LIBRARY={library}
ANIWORLD_USER={user}

# Behind a reverse proxy on this host: the name by which browsers call it, and its path if it has one.
#ANIWORLD_HOSTS={name}
#ANIWORLD_PREFIX={prefix}

# Another port of this machine's own address, and what this host is called among others.
#ANIWORLD_PORT=8766
#ANIWORLD_HOST_LABEL=cellar
"""


def of_host() -> str:
    """Return the example of the file that both units read."""
    return _HOST.format(
        note=NOTE,
        secrets=HOST.secrets,
        settings="\n".join(f"{name}={value}" for name, value in settings(HOST).items()),
        user="aniworld",
        name=HOST_NAME,
        prefix=PREFIX,
        web=WEB.options,
        worker=WORKER.options,
    )


def of_compose() -> str:
    """Return the example of what compose reads beside its file."""
    return _COMPOSE.format(
        note=NOTE, library=HOST.library, user=USER_NUMBER, name=HOST_NAME, prefix=PREFIX
    )

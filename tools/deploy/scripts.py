"""Two small scripts: `aniw` as the services run it, and the making of secrets for compose."""

from tools.deploy.description import HOST, NOTE, USER
from tools.deploy.servers import DATABASE

__all__ = ["as_service", "secrets"]

_AS_SERVICE = """\
#!/bin/sh
# {note}
# Runs aniw as the services do: as their user, in their folder, with their settings. For root.
set -eu
set -a
. {secrets}/environment
set +a
export HOME={data}
cd "$HOME"
umask 022
exec setpriv --reuid={user} --regid={user} --init-groups --no-new-privs {program} "$@"
"""

_SECRETS = """\
#!/bin/sh
# {note}
# Makes the secrets that compose.yaml names, beside itself. What is there already stays.
set -eu
cd "$(dirname "$0")"
# Only who made the folder gets in; the files are read by the users of the containers.
mkdir -p -m 0700 secrets
umask 022
made() {{ od -An -N24 -tx1 /dev/urandom | tr -d ' \\n'; }}
if [ ! -e secrets/store ]; then
    password=$(made)
    printf '%s' "$password" >secrets/postgresql_password
    printf 'postgresql+psycopg://{user}:%s@postgresql/{database}\\n' "$password" >secrets/store
fi
if [ ! -e secrets/relay ]; then
    password=$(made)
    printf 'requirepass %s\\n' "$password" >secrets/redis.conf
    printf 'redis://:%s@redis:6379/0\\n' "$password" >secrets/relay
fi
"""


def as_service() -> str:
    """Return the command that root calls on a host with the units."""
    return _AS_SERVICE.format(
        note=NOTE, secrets=HOST.secrets, data=HOST.data, user=USER, program=HOST.program
    )


def secrets() -> str:
    """Return what makes the passwords of PostgreSQL and Redis, and the URLs with them."""
    return _SECRETS.format(note=NOTE, user=USER, database=DATABASE)

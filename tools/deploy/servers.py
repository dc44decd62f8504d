"""PostgreSQL and Redis as services of the compose file, which only web and worker reach."""

from tools.deploy import images
from tools.deploy.description import CONTAINER, USER
from tools.deploy.yaml import Value

__all__ = ["DATABASE", "POSTGRESQL", "REDIS"]

DATABASE = USER
_OWN_USER = "999:999"
"""The user that both images make for their server: begun as it, nothing there runs as root at any time."""

_TMP = "/tmp:mode=1777"  # noqa: S108 - the container's own

POSTGRESQL: dict[str, Value] = {
    "image": images.POSTGRESQL,
    "user": _OWN_USER,
    "tmpfs": [_TMP, "/var/run/postgresql:mode=1777"],
    "stop_grace_period": "60s",
    "shm_size": "128mb",
    "environment": {
        "POSTGRES_USER": USER,
        "POSTGRES_DB": DATABASE,
        "POSTGRES_PASSWORD_FILE": f"{CONTAINER.secrets}/postgresql_password",
    },
    "secrets": ["postgresql_password"],
    "volumes": ["postgresql:/var/lib/postgresql/data"],
    "networks": ["back"],
    "healthcheck": {
        # By TCP: the server that only makes the database listens at its socket alone.
        "test": ["CMD", "pg_isready", "-h", "127.0.0.1", "-U", USER, "-d", DATABASE],
        "interval": "5s",
        "timeout": "5s",
        "retries": 24,
    },
}

REDIS: dict[str, Value] = {
    "image": images.REDIS,
    "user": _OWN_USER,
    # Nothing of value is in there: what is lost is read again from the store.
    "command": [
        "redis-server",
        f"{CONTAINER.secrets}/redis.conf",
        "--save",
        "",
        "--appendonly",
        "no",
    ],
    "tmpfs": ["/data:mode=1777"],
    "secrets": ["redis.conf"],
    "networks": ["back"],
    "healthcheck": {
        # Who asks has no password; that it is asked for shows that the server answers.
        "test": ["CMD-SHELL", "redis-cli ping 2>&1 | grep -Eq 'PONG|NOAUTH'"],
        "interval": "5s",
        "timeout": "5s",
        "retries": 12,
    },
}

"""The compose files: web, worker, PostgreSQL and Redis on one host, or a worker alone on another."""

from tools.deploy.description import (
    CONTAINER,
    GRACE,
    NOTE,
    PORT,
    STOP_SIGNAL,
    USER_NUMBER,
    WEB,
    WORKER,
    Process,
)
from tools.deploy.images import TITLE, VERSION
from tools.deploy.servers import POSTGRESQL, REDIS
from tools.deploy.yaml import Value, written

__all__ = ["GATEWAY", "HARDENED", "another_host", "whole"]

_SUBNET = "172.30.87.0/24"
GATEWAY = "172.30.87.1"
"""From where what the host's own proxy sends seems to come."""

HARDENED: dict[str, Value] = {
    "restart": "unless-stopped",
    "init": True,
    "read_only": True,
    "cap_drop": ["ALL"],
    "security_opt": ["no-new-privileges:true"],
    "pids_limit": 512,
}
"""What holds for every service: nothing of its image can be changed, and it has no right of root."""

_HEAD = f"# {NOTE}\n# How it is used: docs/deploy.md\n"
_SECRETS = ("store", "relay")
_SERVERS = {"postgresql": POSTGRESQL, "redis": REDIS}


def whole() -> str:
    """Return the file for one host with everything."""
    waits: Value = {name: {"condition": "service_healthy"} for name in _SERVERS}
    networks: Value = ["front", "back"]
    web = _service(WEB, "--no-workers") | {
        "networks": networks,
        "depends_on": waits,
        "ports": [f"127.0.0.1:${{ANIWORLD_PORT:-{PORT}}}:{PORT}"],
    }
    worker = _service(WORKER) | {"networks": networks, "depends_on": waits}
    return _HEAD + written(
        {
            "name": "aniworld",
            "services": {
                WEB.name: web,
                WORKER.name: worker,
                **{name: server | HARDENED for name, server in _SERVERS.items()},
            },
            "networks": {
                "front": {"ipam": {"config": [{"subnet": _SUBNET, "gateway": GATEWAY}]}},
                "back": {"internal": True},
            },
            "volumes": {"data": {}, "postgresql": {}},
            "secrets": _files(*_SECRETS, "postgresql_password", "redis.conf"),
        }
    )


def another_host() -> str:
    """Return the file for a further host, whose worker goes to the servers of the first one."""
    return _HEAD + written(
        {
            "name": "aniworld",
            "services": {WORKER.name: _service(WORKER, label=":?a name for this host of its own")},
            "volumes": {"data": {}},
            "secrets": _files(*_SECRETS),
        }
    )


def _service(process: Process, *options: str, label: str = ":-compose") -> dict[str, Value]:
    """Return what web and worker have in common, and what only the one has.

    ``label`` is what holds where ANIWORLD_HOST_LABEL is not set.
    """
    variables = {
        f"ANIWORLD_{name.upper()}_FILE": f"{CONTAINER.secrets}/{name}" for name in _SECRETS
    }
    # A container's own name is another one each time that it is made.
    variables["ANIWORLD_HOST_LABEL"] = f"${{ANIWORLD_HOST_LABEL{label}}}"
    if process is WEB:
        variables |= {
            "ANIWORLD_PLUGINS__WEB__ALLOWED_HOSTS": "${ANIWORLD_HOSTS:-}",
            "ANIWORLD_PLUGINS__WEB__PREFIX": "${ANIWORLD_PREFIX:-}",
            "ANIWORLD_PLUGINS__WEB__TRUSTED_PROXIES": GATEWAY,
        }
    service: dict[str, Value] = {
        "image": f"{TITLE}:{VERSION}",
        "build": {"context": "..", "dockerfile": "deploy/Dockerfile"},
        "command": [*process.arguments, *options],
        "user": f"${{ANIWORLD_USER:-{USER_NUMBER}}}",
        **HARDENED,
        "tmpfs": ["/tmp:size=64m,mode=1777,noexec,nosuid,nodev"],  # noqa: S108 - the container's own
        "stop_signal": STOP_SIGNAL,
        "stop_grace_period": f"{GRACE}s",
        "environment": variables,
        "secrets": [*_SECRETS],
        "volumes": [f"data:{CONTAINER.data}", _LIBRARY],
    }
    if process is WORKER:  # it listens nowhere; `aniw workers` tells how it is
        service["healthcheck"] = {"disable": True}
    return service


# A folder that is not there is an error, and not made: the library of nobody would be taken for ours.
_LIBRARY: Value = {
    "type": "bind",
    "source": "${ANIWORLD_LIBRARY:?the folder that holds the series}",
    "target": CONTAINER.library,
    "bind": {"create_host_path": False},
}


def _files(*names: str) -> Value:
    return {name: {"file": f"./secrets/{name}"} for name in names}

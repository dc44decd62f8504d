"""How the program is run for good: systemd, containers and reverse proxies, from one description."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tools.deploy import (
    caddy,
    compose,
    dockerfile,
    environment,
    nginx,
    requirements,
    scripts,
    systemd,
)
from tools.deploy.description import PREFIX, WEB, WORKER

__all__ = ["DEPLOY", "FILES"]

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"

FILES: dict[str, Callable[[], str]] = {
    "systemd/aniworld-web.service": partial(systemd.unit, WEB),
    "systemd/aniworld-worker.service": partial(systemd.unit, WORKER),
    "systemd/environment.example": environment.of_host,
    "systemd/aniw": scripts.as_service,
    "requirements.txt": requirements.text,
    "Dockerfile": dockerfile.text,
    "Dockerfile.dockerignore": dockerfile.ignored,
    "compose.yaml": compose.whole,
    "compose.worker.yaml": compose.another_host,
    "compose.env.example": environment.of_compose,
    "secrets.sh": scripts.secrets,
    "proxy/nginx.conf": nginx.own_name,
    "proxy/nginx-path.conf": partial(nginx.path, PREFIX),
    "proxy/Caddyfile": caddy.own_name,
    "proxy/Caddyfile-path": partial(caddy.path, PREFIX),
}
"""Each file by its path below deploy/, and what writes it."""

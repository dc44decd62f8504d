"""The container as Dockerfile and compose describe it, made of namespaces: its user, its files, its check."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from aniworld_core.testing.watching import eventually
from tests.booted import Booted, cannot
from tests.containers import DEPLOY, Image, compose
from tests.installed import free_port
from tests.serving import PASSWORD

pytestmark = pytest.mark.skipif(bool(cannot()), reason=cannot() or "it can")

# What an engine does with `read_only`, `tmpfs`, `cap_drop`, `no-new-privileges` and `user`.
CONTAINED = """
unshare --mount sh -euc '
mount -t tmpfs -o {tmpfs} tmpfs /tmp
mount -o remount,bind,ro /
mount -o remount,bind,ro /run
cd /data
exec setpriv --reuid={user} --regid={group} --clear-groups --no-new-privs \\
    --bounding-set=-all --inh-caps=-all env -i {variables} {command}
'
"""


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Booted]:
    """Boot a machine with the folders and secrets that an engine mounts into a container."""
    with Booted(tmp_path) as booted:
        user = Image().user
        booted.run(
            "mkdir /library /data /run/secrets; mount -t tmpfs tmpfs /library -o mode=1777; "
            "mount -t tmpfs tmpfs /data -o mode=1777; "
            f"chown {user} /library; echo sqlite:////data/store.db >/run/secrets/store; "
            "echo redis://127.0.0.1:1/0 >/run/secrets/relay"
        )
        yield booted


def contained(command: list[str], port: int) -> str:
    """Return the shell's text that runs a command of `aniw` as the web's container would."""
    image, web = Image(), compose("compose.yaml")["services"]["web"]
    said = {name: text for name, text in web["environment"].items() if not text.startswith("${")}
    variables = image.environment | said | {"ANIWORLD_PLUGINS__WEB__PORT": str(port)}
    user, group = image.user.split(":")
    return CONTAINED.strip().format(
        tmpfs=web["tmpfs"][0].removeprefix("/tmp:"),
        user=user,
        group=group,
        variables=" ".join(f"{name}={text}" for name, text in variables.items()),
        command=shlex.join([*image.entry, *command]),
    )


def test_it_serves_with_files_that_cannot_be_written_and_a_user_without_a_name(
    machine: Booted, port: int
) -> None:
    assert "Nobody has chosen a password yet" in machine.run(
        f"{contained(Image().command, port)} 2>&1", code=1
    )
    chosen = contained(["auth", "reset-password", "--password-stdin"], port)
    machine.run(chosen, input=f"{PASSWORD}\n")
    probe = shlex.join(Image().probe).replace("8765", str(port))
    machine.run(probe, code=1)

    with machine.start(contained(Image().command, port)) as process:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            eventually(lambda: healthy(machine, probe), bool)
            answer = client.post("/api/auth/login", json={"password": PASSWORD})
            client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
            changed = client.put("/api/config", json={"downloads": {"workers": 3}})
        assert changed.is_success, changed.text
        machine.run("pkill --signal TERM --uid 10001 python")
        told, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in told
    owners = machine.run("find /data -printf '%U\n' | sort -u").split()
    assert owners == ["0", "10001"]  # the mount's own, and what the program made
    machine.run("grep 'workers = 3' /data/settings/aniworld-library/config.toml")


def healthy(machine: Booted, probe: str) -> bool:
    return machine.run(f"{probe} 2>/dev/null && echo healthy || true") == "healthy\n"


def test_the_secrets_that_the_script_makes_open_the_servers_that_compose_names(
    machine: Booted,
) -> None:
    script = DEPLOY / "secrets.sh"
    machine.run(f"mkdir /tmp/it; cp /opt/source/deploy/{script.name} /tmp/it; /tmp/it/secrets.sh")
    first = machine.run("cd /tmp/it/secrets; stat -c %a . *; cat *")
    assert first.startswith("700\n644\n")
    machine.run("/tmp/it/secrets.sh")
    assert machine.run("cd /tmp/it/secrets; stat -c %a . *; cat *") == first
    named = {one["file"] for one in compose("compose.yaml")["secrets"].values()}
    assert {f"./secrets/{name}" for name in machine.run("ls /tmp/it/secrets").split()} == named
    password = machine.run("cat /tmp/it/secrets/postgresql_password")
    assert machine.run("cat /tmp/it/secrets/store") == (
        f"postgresql+psycopg://aniworld:{password}@postgresql/aniworld\n"
    )
    key = machine.run("cat /tmp/it/secrets/redis.conf").split()[1]
    assert machine.run("cat /tmp/it/secrets/relay") == f"redis://:{key}@redis:6379/0\n"
    assert len({password, key}) == 2

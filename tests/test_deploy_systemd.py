"""The units as they are: installed by the commands of docs/deploy.md, started by a systemd, at work."""

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from aniworld_core.testing.watching import eventually
from aniworld_demo.replica import Replica
from tests.booted import Booted, cannot
from tests.pages import typed
from tests.serving import KEY, PASSWORD

UNITS = Path(__file__).resolve().parents[1] / "deploy" / "systemd"
DONE = {"ActiveState=inactive", "Result=success", "ExecMainStatus=0"}

pytestmark = pytest.mark.skipif(bool(cannot()), reason=cannot() or "it can")


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def machine(tmp_path: Path, port: int) -> Iterator[Booted]:
    """A machine on which the page was followed up to the choice of the password."""
    with Replica(rate_limited=0) as replica, Booted(tmp_path) as booted:
        program, installed, _ = typed("deploy.md", "One machine, with systemd")
        assert "pip install" in program  # the machine has it: the sources of this checkout
        booted.run(installed)
        settings = replica.environment() | {
            "ANIWORLD_PLUGINS__WEB__PORT": str(port),
            "ANIWORLD_DOWNLOADS__RESERVE": "0",
        }
        lines = "".join(f"{name}={value}\n" for name, value in settings.items())
        booted.run("cat >>/etc/aniworld/environment", input=lines)
        yield booted


@pytest.fixture
def client(port: int) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client:
        yield client


def states(machine: Booted) -> set[str]:
    told = machine.run("aniw --json queue list | grep '\"state\"' || true")
    return set(told.replace('"state":', "").replace('"', "").replace(",", "").split())


def films(machine: Booted) -> list[str]:
    return machine.run("find /srv/anime -name '*.mkv' -o -name '*.mp4' | sort").splitlines()


def stopped(machine: Booted, unit: str) -> set[str]:
    machine.run(f"systemctl stop {unit}")
    asked = "-p ActiveState -p Result -p ExecMainStatus"
    return set(machine.run(f"systemctl show {asked} {unit}").split())


def test_the_web_application_serves_and_downloads_in_its_confinement(
    machine: Booted, client: httpx.Client
) -> None:
    password, start, doctor = typed("deploy.md", "One machine, with systemd")[2].splitlines()
    machine.run(f"{password} --password-stdin", input=f"{PASSWORD}\n")
    machine.run(start)
    eventually(lambda: _status(client, "/health/live"), lambda status: status == 200)
    machine.run(doctor)

    token = client.post("/api/auth/login", json={"password": PASSWORD}).json()["access_token"]
    client.headers["Authorization"] = f"Bearer {token}"
    client.post("/api/anime/add", json={"link": KEY}).raise_for_status()
    client.post("/api/queue/add-all", json={}).raise_for_status()
    eventually(lambda: states(machine), lambda found: not found & {"queued", "running"})

    assert films(machine)
    assert set(machine.run("stat -c %U /srv/anime/*").split()) == {"aniworld"}
    answer = client.put("/api/config", json={"downloads": {"attempts": 3}})
    assert answer.is_success, answer.text + machine.told()
    machine.run("grep 'attempts = 3' /var/lib/aniworld/settings/aniworld-library/config.toml")
    confined = machine.run("cat /proc/$(systemctl show -P MainPID aniworld-web)/status")
    assert "CapEff:\t0000000000000000" in confined
    assert "NoNewPrivs:\t1" in confined
    assert "Seccomp:\t2" in confined
    assert stopped(machine, "aniworld-web") == DONE
    assert "Traceback" not in machine.told()


def _status(client: httpx.Client, path: str) -> int:
    try:
        return client.get(path).status_code
    except httpx.TransportError:
        return 0

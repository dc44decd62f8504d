"""The units as they are: installed by the commands of docs/deploy.md, started by a systemd, at work."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from aniworld_core.testing.watching import eventually
from tests.booted import Booted, cannot
from tests.installed import DONE, free_port, installed, shown, stopped, worked_off
from tests.pages import typed
from tests.serving import KEY, PASSWORD

pytestmark = pytest.mark.skipif(bool(cannot()), reason=cannot() or "it can")


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def machine(tmp_path: Path, port: int) -> Iterator[Booted]:
    with installed(tmp_path, port) as machine:
        yield machine


@pytest.fixture
def client(port: int) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture
def started(machine: Booted, client: httpx.Client) -> Booted:
    """Follow the rest of the page: now it has a password, serves, and is in order."""
    password, start, doctor = typed("deploy.md", "One machine, with systemd")[2].splitlines()
    machine.run(f"{password} --password-stdin", input=f"{PASSWORD}\n")
    machine.run(start)
    answers(client)
    machine.run(doctor)
    return machine


def answers(client: httpx.Client) -> None:
    """Return when the web application serves."""
    eventually(lambda: _status(client, "/health/live"), lambda status: status == 200)


def test_the_web_application_serves_downloads_and_ends_in_its_confinement(
    started: Booted, client: httpx.Client
) -> None:
    token = client.post("/api/auth/login", json={"password": PASSWORD}).json()["access_token"]
    client.headers["Authorization"] = f"Bearer {token}"
    client.post("/api/anime/add", json={"link": KEY}).raise_for_status()
    client.post("/api/queue/add-all", json={}).raise_for_status()

    assert worked_off(started)
    assert set(started.run("stat -c %U /srv/anime/*").split()) == {"aniworld"}
    client.put("/api/config", json={"downloads": {"attempts": 3}}).raise_for_status()
    started.run("grep 'attempts = 3' /var/lib/aniworld/settings/aniworld-library/config.toml")
    assert stopped(started, "aniworld-web") == DONE
    assert "Traceback" not in started.told()


def test_it_can_write_its_two_folders_and_what_is_private_to_it(started: Booted) -> None:
    process = "/proc/$(systemctl show -P MainPID aniworld-web)"
    status = started.run(f"cat {process}/status")
    assert "CapEff:\t0000000000000000" in status
    assert "NoNewPrivs:\t1" in status
    assert "Seccomp:\t2" in status
    as_it = "setpriv --reuid=aniworld --regid=aniworld --init-groups"
    found = "find / -path /proc -prune -o -writable -type d -print"
    inside = f"nsenter --target=${{p#/proc/}} --mount {as_it} {found} 2>/dev/null || true"
    writable = started.run(f"p={process}; {inside}").split()
    shortest = {one for one in writable if one.rpartition("/")[0] not in writable}
    memory = {"/dev/shm", "/dev/mqueue"}  # of the system's, but no files that last
    assert shortest - memory == {"/srv/anime", "/var/lib/aniworld", "/tmp", "/var/tmp"}


def test_a_library_of_somebody_else_is_named_beside_the_unit(
    machine: Booted, client: httpx.Client
) -> None:
    (beside,) = typed("deploy.md", "One machine, with systemd", "ini")
    machine.run(
        "groupadd media; install -d -m 2775 -g media /mnt/media/anime; "
        "sed -i s,=/srv/anime,=/mnt/media/anime, /etc/aniworld/environment; "
        "install -d /etc/systemd/system/aniworld-web.service.d; "
        "cat >/etc/systemd/system/aniworld-web.service.d/override.conf; systemctl daemon-reload",
        input=beside,
    )
    machine.run("aniw auth reset-password --password-stdin", input=f"{PASSWORD}\n")
    machine.run("systemctl start aniworld-web")
    answers(client)
    assert client.get("/health/ready").is_success, machine.told()
    process = "/proc/$(systemctl show -P MainPID aniworld-web)"
    assert "/mnt/media/anime rw," in machine.run(f"cut -d' ' -f5-6 {process}/mountinfo")


def test_who_was_killed_comes_back_and_a_wrong_setting_is_not_tried_again(
    started: Booted, client: httpx.Client
) -> None:
    started.run("systemctl kill --signal=KILL aniworld-web")
    eventually(lambda: _status(client, "/health/live"), lambda status: status == 0)
    answers(client)
    assert started.run("systemctl show -P NRestarts aniworld-web") == "1\n"
    started.run("echo ANIWORLD_DOWNLOADS__WORKERS=many >>/etc/aniworld/environment")
    started.run("systemctl restart aniworld-web")
    told = "systemctl show -P ActiveState -P ExecMainStatus aniworld-web"
    eventually(lambda: started.run(told).split(), lambda said: said == ["2", "failed"])
    assert "downloads.workers" in started.told()


def test_a_worker_of_its_own_works_off_what_is_queued_until_it_is_stopped(machine: Booted) -> None:
    machine.run(f"aniw add {KEY} && aniw queue add {KEY}")
    machine.run(typed("deploy.md", "Several hosts")[-1])
    assert worked_off(machine)
    assert stopped(machine, "aniworld-worker") == DONE
    assert "Traceback" not in machine.told()


def test_a_worker_that_was_drained_does_not_come_back(machine: Booted) -> None:
    machine.run("systemctl start aniworld-worker")
    listed = 'aniw --json workers | grep -c \'"role": "worker"\' || true'
    eventually(lambda: machine.run(listed), lambda count: count == "1\n")
    machine.run("aniw workers drain --all")
    eventually(lambda: shown(machine, "aniworld-worker"), lambda said: said == DONE)


@pytest.mark.parametrize("unit", ["aniworld-web", "aniworld-worker"])
def test_systemd_finds_nothing_wrong_and_little_exposed(machine: Booted, unit: str) -> None:
    machine.run(f"systemd-analyze verify {unit}.service")
    # The threshold is in tenths: nothing keeps it from the network, and that is all.
    machine.run(f"systemd-analyze security --offline=true --threshold=15 {unit}.service")


def _status(client: httpx.Client, path: str) -> int:
    try:
        return client.get(path).status_code
    except httpx.TransportError:
        return 0

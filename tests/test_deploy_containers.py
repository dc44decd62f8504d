"""The Dockerfile and the compose files: what they may never say, checked without a container engine."""

import json
import os
import re
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis import Redis
from redis.exceptions import AuthenticationError

from aniworld_core.testing.watching import eventually
from tests.containers import DEPLOY, compose, instructions
from tests.installed import free_port
from tools.deploy.compose import HARDENED
from tools.deploy.yaml import written

REPOSITORY = Path(__file__).resolve().parents[1]
FILES = ["compose.yaml", "compose.worker.yaml"]
INSTRUCTIONS = """
CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN STOPSIGNAL USER WORKDIR
"""
TOP = {"name", "networks", "secrets", "services", "volumes"}
SERVICE = """
build cap_drop command depends_on environment healthcheck image init networks pids_limit ports read_only
restart secrets security_opt shm_size stop_grace_period stop_signal tmpfs user volumes
"""
"""What is used of the compose specification, by its names."""

TEXTS = st.text(st.characters(codec="ascii"), max_size=20)
LEAVES = TEXTS | st.booleans() | st.integers()
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


def services(file: str) -> dict[str, Any]:
    found: dict[str, Any] = compose(file)["services"]
    return found


def test_the_dockerfile_says_what_a_container_needs() -> None:
    found = instructions()
    assert {one.name for one in found} == set(INSTRUCTIONS.split())
    assert [one.name for one in found].count("FROM") == 2
    said = {one.name: one.text for one in found}
    assert said["USER"].split(":")[0] not in {"root", "0"}
    for name in ("CMD", "ENTRYPOINT"):  # a shell would not pass the signal on
        assert isinstance(json.loads(said[name]), list)


def test_what_is_copied_is_there_and_not_ignored() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    copied = [
        source
        for one in instructions()
        if one.name == "COPY" and not one.text.startswith("--from")
        for source in one.text.split()[:-1]
    ]
    assert copied
    assert ignored[1] == "*"  # what is not let in by name, such as a secret, stays outside
    for source in copied:
        assert (REPOSITORY / source).exists()
        assert f"!{source}" in ignored
        assert not any(fnmatch(source, one) for one in ignored if one not in {"*", f"!{source}"})


def test_every_package_but_the_demo_is_installed() -> None:
    lines = (DEPLOY / "requirements.txt").read_text("utf-8").splitlines()
    named = {re.sub(r"\[.*\]", "", line) for line in lines if line.startswith("./")}
    there = {
        f"./{path.parent.relative_to(REPOSITORY)}"
        for path in REPOSITORY.glob("packages/*/pyproject.toml")
    }
    assert there - named == {"./packages/aniworld-demo"}
    assert (DEPLOY / lines[2].removeprefix("-c ")).resolve() == REPOSITORY / "constraints.txt"


@pytest.mark.parametrize("file", FILES)
def test_every_service_is_hardened_and_uses_only_what_is_named(file: str) -> None:
    whole = compose(file)
    assert set(whole) <= TOP
    for service in whole["services"].values():
        assert set(service) <= set(SERVICE.split())
        assert {name: service[name] for name in HARDENED} == HARDENED
        assert service["user"].split(":")[0] not in {"root", "0"}
        assert set(service.get("secrets", ())) <= set(whole["secrets"])
        assert set(service.get("networks", ())) <= set(whole.get("networks", ()))
        kept = [one for one in service.get("volumes", ()) if isinstance(one, str)]
        assert {one.partition(":")[0] for one in kept} <= set(whole["volumes"])
        for needed, how in service.get("depends_on", {}).items():
            assert how == {"condition": "service_healthy"}
            assert whole["services"][needed]["healthcheck"]["test"]


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_open_to_others_and_no_secret_stands_in_it(file: str) -> None:
    for name, service in services(file).items():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))
        assert (name == "web") == bool(service.get("ports"))
        for variable, text in service.get("environment", {}).items():
            assert "PASSWORD" not in variable or variable.endswith("_FILE")
            assert "://" not in text
    for secret in compose(file)["secrets"].values():
        assert secret["file"].startswith("./secrets/")


def test_the_servers_have_no_way_out_and_both_programs_are_the_same() -> None:
    whole = compose("compose.yaml")
    assert whole["networks"]["back"] == {"internal": True}
    for server in ("postgresql", "redis"):
        assert whole["services"][server]["networks"] == ["back"]
    web, worker = whole["services"]["web"], whole["services"]["worker"]
    same = set(web) & set(worker) - {"command", "environment"}
    assert {name: web[name] for name in same} == {name: worker[name] for name in same}
    assert worker["environment"].items() <= web["environment"].items()


def test_the_worker_of_another_host_is_the_same_one() -> None:
    here, there = services("compose.yaml")["worker"], services("compose.worker.yaml")["worker"]
    assert set(here) - set(there) == {"networks", "depends_on"}
    label = there["environment"].pop("ANIWORLD_HOST_LABEL")
    assert label.startswith(
        "${ANIWORLD_HOST_LABEL:?"
    )  # two hosts of one name could not be told apart
    assert here["environment"].pop("ANIWORLD_HOST_LABEL") == "${ANIWORLD_HOST_LABEL:-compose}"
    assert there == {name: here[name] for name in there}


@pytest.mark.needs("redis-server")
@pytest.mark.needs("redis-cli")
@pytest.mark.skipif(os.name != "posix", reason="the script is for a shell")
def test_redis_has_its_password_and_its_check_needs_none(tmp_path: Path) -> None:
    shutil.copy(DEPLOY / "secrets.sh", tmp_path)
    subprocess.run([tmp_path / "secrets.sh"], check=True)
    said, port = services("compose.yaml")["redis"], str(free_port())
    command = [part.replace("/run/secrets", f"{tmp_path}/secrets") for part in said["command"]]
    _, check = said["healthcheck"]["test"]
    asked = ["sh", "-c", check.replace("redis-cli", f"redis-cli -p {port}")]
    assert subprocess.run(asked, check=False).returncode
    with subprocess.Popen(
        [*command, "--port", port, "--bind", "127.0.0.1"], cwd=tmp_path, stdout=subprocess.DEVNULL
    ) as server:
        try:
            eventually(lambda: subprocess.run(asked, check=False).returncode, lambda code: not code)
            url = (tmp_path / "secrets" / "relay").read_text("utf-8").strip()
            with Redis.from_url(url.replace("@redis:6379", f"@127.0.0.1:{port}")) as known:
                assert known.ping()
            with Redis(port=int(port)) as unknown, pytest.raises(AuthenticationError):
                unknown.ping()
        finally:
            server.terminate()


@given(value=st.dictionaries(TEXTS, VALUES, max_size=4))
def test_what_is_written_as_yaml_is_read_as_it_was(value: dict[str, Any]) -> None:
    yaml = pytest.importorskip("yaml")
    assert (yaml.safe_load(written(value)) or {}) == value

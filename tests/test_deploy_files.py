"""The files of deploy/: written from one description, and naming only what is there."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from aniworld_cli.main import program
from aniworld_core.config import load
from aniworld_web.config import WebConfig
from tests.containers import DEPLOY, Image, compose
from tools.deploy import FILES
from tools.deploy.compose import GATEWAY
from tools.deploy.description import WEB, WORKER

REPOSITORY = Path(__file__).resolve().parents[1]
UNITS = sorted(DEPLOY.glob("systemd/*.service"))
SCRIPTS = [DEPLOY / "secrets.sh", DEPLOY / "systemd" / "aniw"]


def variables(file: str, *, all: bool = False) -> dict[str, str]:
    """Return what an example of an environment sets; ``all``: also what it only proposes."""
    found = re.findall(
        r"(?m)^#?([A-Z_]+)=(.*)$" if all else r"(?m)^([A-Z_]+)=(.*)$",
        (DEPLOY / file).read_text("utf-8"),
    )
    return {name: "".join(shlex.split(text)) for name, text in found}


def commands() -> list[str]:
    """Return every command line of `aniw` in these files, without the program."""
    started = [
        re.sub(r" \$\w+$", "", line.partition("bin/aniw ")[2])
        for unit in UNITS
        for line in unit.read_text("utf-8").splitlines()
        if line.startswith("ExecStart=")
    ]
    proposed = variables("systemd/environment.example", all=True)
    options = [
        f"{one.arguments[0]} {shlex.join(proposed[one.options].split())}" for one in (WEB, WORKER)
    ]
    services = [
        shlex.join(service["command"])
        for name in ("compose.yaml", "compose.worker.yaml")
        for service in compose(name)["services"].values()
        if "build" in service
    ]
    return sorted({*started, *options, *services, shlex.join(Image().command)})


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_up_to_date(file: str) -> None:
    assert (DEPLOY / file).read_text("utf-8") == FILES[file](), "run: python -m tools.deploy"


def test_nothing_else_is_there_and_git_takes_no_secret() -> None:
    mine = ["deploy/.env", "deploy/compose.override.yaml", "deploy/secrets/store"]
    ignored = ["git", "check-ignore", "--no-index", *mine]
    told = subprocess.run(ignored, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert told.stdout.split() == mine
    found = {
        path.relative_to(REPOSITORY).as_posix() for path in DEPLOY.rglob("*") if path.is_file()
    }
    local = {one for one in found if one in mine or one.startswith("deploy/secrets/")}
    assert found - local == {f"deploy/{file}" for file in FILES}


def test_every_command_is_one_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    found = commands()
    assert len(found) > 3
    for command in found:
        with pytest.raises(SystemExit) as done:
            program().main([*shlex.split(command), "--help"])
        assert done.value.code == 0, f"{command}: {capsys.readouterr().err}"


@pytest.mark.parametrize(
    ("lines", "prefix", "proxies"), [("set", "", ()), ("proposed", "/anime", ("127.0.0.1",))]
)
def test_the_environment_of_the_units_is_one_of_valid_settings(
    lines: str, prefix: str, proxies: tuple[str, ...], tmp_path: Path
) -> None:
    environment = variables("systemd/environment.example", all=lines == "proposed")
    secret = tmp_path / "secret"
    secret.write_text("postgresql+psycopg://aniworld:x@127.0.0.1/aniworld\n", "utf-8")
    environment |= {name: str(secret) for name in environment if name.endswith("_FILE")}
    (tmp_path / "settings.toml").touch()

    config = load(tmp_path / "settings.toml", environment=environment)

    assert (config.library, config.data) == (Path("/srv/anime"), Path("/var/lib/aniworld"))
    web = config.plugin("web", WebConfig)
    assert (web.prefix, web.trusted_proxies) == (prefix, proxies)


def test_the_environment_of_the_containers_is_one_of_valid_settings(tmp_path: Path) -> None:
    said = compose("compose.yaml")["services"]["web"]["environment"]
    filled = {name: re.sub(r"\$\{\w+:-(.*)\}", r"\1", text) for name, text in said.items()}
    (tmp_path / "secret").write_text("sqlite:////data/store.db\n", "utf-8")
    secret = {name: str(tmp_path / "secret") for name in filled if name.endswith("_FILE")}
    (tmp_path / "settings.toml").touch()

    config = load(tmp_path / "settings.toml", environment=Image().environment | filled | secret)

    web = config.plugin("web", WebConfig)
    assert (web.host, web.prefix, web.trusted_proxies) == ("0.0.0.0", "", (GATEWAY,))
    assert (config.library, config.data) == (Path("/library"), Path("/data"))


def test_the_variables_that_compose_asks_for_are_in_its_example() -> None:
    asked = {
        name
        for file in ("compose.yaml", "compose.worker.yaml")
        for name in re.findall(r"\$\{(\w+)", (DEPLOY / file).read_text("utf-8"))
    }
    assert asked == set(variables("compose.env.example", all=True))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
@pytest.mark.skipif(os.name != "posix", reason="they are for a shell")
def test_a_script_can_be_run(script: Path) -> None:
    assert os.access(script, os.X_OK)
    subprocess.run(["sh", "-n", script], check=True)


def test_the_page_names_every_file() -> None:
    page = (REPOSITORY / "docs" / "deploy.md").read_text("utf-8")
    unnamed = [file for file in FILES if Path(file).name not in page]
    assert unnamed == ["Dockerfile.dockerignore"]

"""What the Dockerfile and the compose files say, read without a container engine."""

import json
import shlex
from pathlib import Path
from typing import Any, NamedTuple

import pytest

__all__ = ["DEPLOY", "Image", "compose", "instructions"]

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"


class Instruction(NamedTuple):
    """A line of a Dockerfile, with those that go on with it."""

    name: str
    text: str


def instructions() -> list[Instruction]:
    """Return every instruction, in order."""
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    whole = "\n".join(line for line in lines if not line.startswith("#")).replace("\\\n", " ")
    parts = [line.partition(" ") for line in whole.splitlines() if line]
    return [Instruction(name, " ".join(text.split())) for name, _, text in parts]


class Image:
    """What the last stage says of a container: ``environment``, ``user``, ``entry``, ``probe``."""

    def __init__(self) -> None:
        found = instructions()
        last = max(place for place, one in enumerate(found) if one.name == "FROM")
        said = {one.name: one.text for one in found[last:]}
        self.environment = dict(one.split("=", 1) for one in shlex.split(said["ENV"]))
        self.user = said["USER"]
        self.entry: list[str] = json.loads(said["ENTRYPOINT"])
        self.command: list[str] = json.loads(said["CMD"])
        self.probe: list[str] = json.loads(said["HEALTHCHECK"].partition(" CMD ")[2])


def compose(name: str) -> Any:
    """Return a compose file."""
    yaml = pytest.importorskip("yaml")  # comes with the test tools, which need it
    return yaml.safe_load((DEPLOY / name).read_text("utf-8"))

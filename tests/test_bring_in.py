"""A library of 300 folders is brought in as a new user would: scan, index, match, a key for each doubt."""

import json
import os
import re
import select
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import cycle, product
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from attrs import evolve, frozen

from aniworld_core.testing.world import VIDEO
from aniworld_demo.catalogue import Entry, Show
from aniworld_demo.replica import Replica

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")

_FIRST = (
    "Silver",
    "Hollow",
    "Grüner",
    "Winter",
    "Iron",
    "Paper",
    "Nine",
    "Süßer",
    "Crimson",
    "Lost",
)
_SECOND = (
    "Harbor: Tides",
    "Lantern",
    "Wald!",
    "Orchard",
    "Engine",
    "Crane's Song",
    "Tale/Zero",
    "Honig",
    "Comet",
    "Märchen",
    "Signal",
    "Garden",
    "Falcon",
    "River",
    "Clockwork",
    "Meadow",
    "Citadel",
    "Ember",
    "Voyage",
    "Sparrow",
    "Thunder",
    "Island",
)
_REFUSED = '<>:"/\\|?*'


@frozen
class Library:
    """The sites' series, and of each folder what it holds: nothing, or a provider's slug.

    ``certain`` are the folders that need no person, ``asked`` those that do.
    """

    aniworld: Sequence[Show]
    sto: Sequence[Show]
    certain: Mapping[str, tuple[str, str]]
    asked: Mapping[str, tuple[str, str] | None]
    nothing: Sequence[str]


def invented() -> Library:
    shows = [_show(f"{one} {two}", 1990 + i % 33) for i, (one, two) in enumerate(_pairs())]
    own, twins, remakes = shows[:170], shows[170:190], shows[190:200]
    foreign = shows[200:]
    later = [evolve(one, slug=f"{one.slug}-neu", start=one.start + 1) for one in remakes]
    renewed = [evolve(one, start=one.start - 5, slug=f"{one.slug}-alt") for one in foreign[:10]]
    certain = {
        write(one): ("aniworld", one.slug) for one, write in zip(own, cycle(_WAYS), strict=False)
    }
    certain |= {f"{_safe(one.title)}": ("aniworld", one.slug) for one in twins}
    # The first site has another series of the name: its page tells.
    certain |= {f"{_safe(one.title)} ({one.start})": ("sto", one.slug) for one in foreign}
    asked: dict[str, tuple[str, str] | None] = {}
    for one, new in zip(remakes, later, strict=True):
        asked[f"{_safe(one.title)} ({one.start})"] = ("aniworld", one.slug)
        asked[f"{_safe(new.title)} ({new.start})"] = ("aniworld", new.slug)
    asked |= {f"{_safe(one.title)} Season 2": None for one in own[:10]}
    nothing = ["Filme", "OVA", "german-dub/Movies", "Extras", "Staffel 1"]
    nothing += [f"zzq{number} wwx" for number in range(300 - len(certain) - len(asked) - 5)]
    return Library(
        [*own, *twins, *remakes, *later, *renewed], [*twins, *foreign], certain, asked, nothing
    )


def _pairs() -> Iterator[tuple[str, str]]:
    return product(_FIRST, _SECOND)


def _show(title: str, start: int) -> Show:
    slug = "".join(
        c if c.isalnum() else "-" for c in normalize("NFKD", title.lower()) if c.isascii()
    )
    return Show(
        slug="-".join(filter(None, slug.split("-"))),
        title=title,
        aliases=(f"Das Original von {title}", f"{title}: Die Serie"),
        start=start,
        end=start + 1,
        entries=(
            Entry(season=1, number=1, german="Eins", languages=("german",), hosters=("VOE",)),
        ),
    )


def _safe(title: str) -> str:
    return "".join(c for c in title if c not in _REFUSED)


_WAYS: Sequence[Callable[[Show], str]] = (
    lambda one: _safe(one.title),
    lambda one: f"{_safe(one.title)} ({one.start})",
    lambda one: f"{_safe(one.title)} ({one.start}-{one.end})",
    lambda one: normalize("NFD", _safe(one.title).replace(":", " -")),
    lambda one: f"Das Original von {_safe(one.title)}",
    lambda one: f"german-sub/{_safe(one.title).upper()}",
    lambda one: f"[Gruppe] {_safe(one.title)} (BD 1080p)",
)


@pytest.fixture(scope="module")
def bringing() -> Library:
    return invented()


@pytest.fixture
def replica(bringing: Library) -> Iterator[Replica]:
    catalogues = {"aniworld": bringing.aniworld, "sto": bringing.sto}
    with Replica(catalogues=catalogues) as replica:
        yield replica


class User:
    """Somebody at a terminal, with a library that no program knows yet."""

    def __init__(self, home: Path, replica: Replica) -> None:
        self.root = home / "library"
        self._environment = {
            **os.environ,
            **replica.environment(),
            "XDG_CONFIG_HOME": str(home / "config"),
            "ANIWORLD_LIBRARY": str(self.root),
            "ANIWORLD_DATA": str(home / "data"),
            "COLUMNS": "200",
        }

    def run(self, *args: str, code: int = 0) -> str:
        done = subprocess.run(
            self._command(args), env=self._environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def json(self, *args: str) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.run(*args, "--json"))
        return document

    def decide(self, keys: Mapping[str, str]) -> str:
        """Run ``aniw match`` on a terminal, and press for each folder its key, or that of its series."""
        master, slave = pty.openpty()
        with subprocess.Popen(
            self._command(["match"]), stdin=slave, stdout=slave, stderr=slave, env=self._environment
        ) as process:
            os.close(slave)
            sent = _answered(master, keys)
            assert process.wait(timeout=60) == 0, sent
        os.close(master)
        return sent

    def _command(self, args: Sequence[str]) -> list[str]:
        return [sys.executable, "-m", "aniworld_cli", *args]


def _answered(terminal: int, keys: Mapping[str, str]) -> str:
    """Press a key for each question, again when nothing comes of it, and return all that was shown.

    A program that begins to wait for a key drops what was pressed before, so that one may be lost.
    """
    sent, answered = b"", 0
    while True:
        silent = not select.select([terminal], [], [], 1.0)[0]
        if not silent:
            try:
                sent += os.read(terminal, 65536)
            except OSError:  # Linux says so that the program is gone
                return sent.decode()
        asked = sent.count(b"q = quit")
        if asked > answered or (silent and asked):
            answered = asked
            question = sent.decode().rpartition("\r\n[")[2]
            folder = re.findall(r"\d+/\d+\] (.+): [^:]+\r", question)[0]
            # Earlier answers may have changed the order, so the number is read off the question.
            offered = dict(re.findall(r"  (\d)  .+ \((\w+: [\w-]+)\), ", question))
            numbers = {series: number for number, series in offered.items()}
            os.write(terminal, numbers.get(keys[folder], keys[folder])[:1].encode())


def test_a_library_is_brought_in(bringing: Library, replica: Replica, tmp_path: Path) -> None:
    user = User(tmp_path, replica)
    folders = [*bringing.certain, *bringing.asked, *bringing.nothing]
    for folder in folders:
        file = user.root / folder / "Season 01" / "S01E01.mkv"
        file.parent.mkdir(parents=True)
        file.write_bytes(VIDEO)
    assert len(folders) == 300

    scanned = user.json("scan", "--offline")["scan"]
    assert len(scanned["unmatched"]) == 300
    user.run("index")
    before = len(replica.requests)
    proposals = {one["folder"]: one for one in user.json("match")["proposals"]}
    assert len(replica.requests) == before
    certain = {name for name, one in proposals.items() if one["verdict"] == "certain"}
    doubtful = {name for name, one in proposals.items() if one["verdict"] == "doubtful"}
    assert certain == set(bringing.certain)
    assert doubtful == set(bringing.asked)

    told = user.run("match", "--accept-certain")
    assert told.startswith("210 folders given to series, 210 of them new.")
    asked = {name: series for name, series in bringing.asked.items() if series is not None}
    keys = dict(zip(bringing.asked.keys() - asked.keys(), "nrnrnrnrnr", strict=True))
    keys |= {name: ": ".join(series) for name, series in asked.items()}
    assert "20 given to series, 5 refused, 5 no series." in user.decide(keys)

    assert "q = quit" not in user.decide({})
    left = user.json("match")
    assert {one["verdict"] for one in left["proposals"]} == {"none"}
    assert len(left["no_series"]) == 5
    listed = user.json("list")["series"]
    holds = {one["folder"]: (one["provider"], one["key"]) for one in listed}
    assert holds == {**bringing.certain, **asked}
    assert {one["missing"] for one in listed} == {0}

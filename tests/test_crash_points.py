"""kill -9 at each named step of a download: the next run ends as if nothing had happened (T3)."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from aniworld_core.testing.arrange import digest, files, sizes
from aniworld_core.testing.watching import looking
from aniworld_demo.replica import Replica

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")

SERIES, OTHER = "1-2-mond-ueber-kazahana", "glutherz-2019"
"""Six episodes on one hoster, and five that are on two."""

DOWNLOADING = (
    "file-returned",
    "file-synced",
    "folders-made",
    "file-linked",
    "source-unlinked",
    "folder-synced",
    "file-remembered",
    "item-finished",
    "event-told",
    "workspace-swept",
)
REPLACING = (
    "old-file-kept",
    "file-linked",
    "old-file-gone",
    "folder-synced",
    "file-remembered",
    "item-finished",
)
CATCHING = ("quarantine-opened", "quarantine-moved")

STARTER = """
import json, os, signal, sys

from aniworld_core.errors import WrongFile
from aniworld_core.plugins.manager import installed
from aniworld_cli.main import main
from aniworld_downloaders_ytdlp import downloader

installed()  # what every command imports, once for all


def run(point, cut, out, arguments):
    def look(event, values):
        if event == "aniworld.reached" and values[0] == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def fetch(self, stream, directory, report):
        file = whole(self, stream, directory, report)
        if "/vod/" in stream.url:
            raise WrongFile("The file is cut.", file=file)
        return file

    if cut:
        whole, downloader.YtdlpDownloader.fetch = downloader.YtdlpDownloader.fetch, fetch
    sys.addaudithook(look)
    handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    sys.argv = ["aniw", "--json", *arguments]
    main()


for line in sys.stdin:
    process = os.fork()
    if process == 0:
        run(**json.loads(line))
        os._exit(0)
    _, status = os.waitpid(process, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
"""
"""Forks a fresh process for each command: all of them start as fast as the first one was slow."""


class Library:
    """A library folder and its data, used through commands that may be killed."""

    def __init__(self, place: Path, replica: Replica, **settings: str) -> None:
        self.root = place / "library"
        self.root.mkdir(parents=True)
        self._out = place / "out.json"
        self._mark = f"ANIWORLD_DATA={place / 'data'}"
        name, _, data = self._mark.partition("=")
        environment = {
            **os.environ,
            name: data,
            "ANIWORLD_LIBRARY": str(self.root),
            **replica.environment(),
            "ANIWORLD_DOWNLOADS__RESERVE": "0",
            "ANIWORLD_DOWNLOADS__BACKOFF": "0.1",
            "ANIWORLD_DOWNLOADS__ATTEMPTS": "100",
            **{f"ANIWORLD_DOWNLOADS__{name}".upper(): text for name, text in settings.items()},
        }
        self._starter = subprocess.Popen(
            [sys.executable, "-c", STARTER],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._starter.communicate()

    def run(self, *arguments: str, point: str = "", cut: bool = False) -> int:
        """Run a command to its end, or to a point where it is killed; return how it ended."""
        stdin, stdout = self._starter.stdin, self._starter.stdout
        assert stdin is not None
        assert stdout is not None
        task = {"point": point, "cut": cut, "out": str(self._out), "arguments": arguments}
        print(json.dumps(task), file=stdin, flush=True)
        return int(stdout.readline())

    def ask(self, *arguments: str) -> Any:
        """Run a command to its end and return what it printed."""
        assert self.run(*arguments) == 0
        return json.loads(self._out.read_text("utf-8"))

    def download(self, *arguments: str, cut: bool = False) -> None:
        """Download undisturbed."""
        assert self.run("download", *arguments, cut=cut) == 0

    def files(self) -> Mapping[str, str]:
        """Return the digest of every visible file by its path."""
        return {name: digest(self.root / name) for name in files(self.root)}

    def kept(self, place: str) -> list[str]:
        """Return the digests of all files in the trash or quarantine, and see that none is half there."""
        entries = [path for path in (self.root / ".aniworld" / place).iterdir() if path.is_dir()]
        assert not [path.name for path in entries if path.name.startswith(".")]
        return sorted(
            digest(file) for entry in entries for file in entry.iterdir() if file.suffix == ".mp4"
        )

    def children(self) -> list[int]:
        """List the processes that a killed command left behind."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if self._mark.encode() in (process / "environ").read_bytes().split(b"\0"):
                    found.append(int(process.name))
        return [number for number in found if number != self._starter.pid]

    @contextmanager
    def watched(self, *wholes: Mapping[str, int]) -> Iterator[list[str]]:
        """Look every 20 ms for a file of another size than it may have, and for one that is missing again."""
        wrong: list[str] = []
        seen: set[str] = set()

        def look() -> None:
            now = sizes(self.root)
            wrong.extend(
                name
                for name, size in now.items()
                if size not in {whole.get(name) for whole in wholes}
            )
            wrong.extend(f"{name} is gone" for name in seen - now.keys())
            seen.update(now)

        with looking(look):
            yield wrong


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_kill_at_any_step_changes_nothing_in_the_end(tmp_path: Path) -> None:
    with Replica(rate_limited=0) as replica:
        fast = {"workers": "3", "per_hoster": "3"}
        with Library(tmp_path / "calm", replica, **fast) as calm:
            _prepare(calm, SERIES, "ger-sub")
            calm.download(SERIES)
            old, old_sizes = calm.files(), sizes(calm.root)
            _prepare(calm, SERIES, "ger-dub,ger-sub")
            calm.download(SERIES)
            new, new_sizes = calm.files(), sizes(calm.root)
        assert len(new) == 6
        assert not set(old.values()) & set(new.values())

        with Library(tmp_path / "stormy", replica, workers="1") as stormy:
            _prepare(stormy, SERIES, "ger-sub")
            with stormy.watched(old_sizes, new_sizes) as wrong:
                for point in DOWNLOADING:
                    _kill(stormy, point, SERIES)
                    assert stormy.files().items() <= old.items()
                stormy.download(SERIES)
                assert stormy.files() == old

                _prepare(stormy, SERIES, "ger-dub,ger-sub")
                for point in REPLACING:
                    _kill(stormy, point, SERIES)
                    assert stormy.files().items() <= old.items() | new.items()
                    assert stormy.files().keys() == old.keys()
                stormy.download(SERIES)
            assert wrong == []
            assert stormy.files() == new
            assert stormy.kept("trash") == sorted(old.values())
            assert not list((stormy.root / ".aniworld" / "incomplete").iterdir())
            listed = stormy.ask("show", SERIES)
            assert str(listed).count("ger-dub") >= 6


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_kill_on_the_way_to_quarantine_changes_nothing_in_the_end(tmp_path: Path) -> None:
    with (
        Replica(rate_limited=0) as replica,
        Library(tmp_path, replica, workers="1") as library,
    ):
        _prepare(library, OTHER, "ger-dub")
        for point in CATCHING:
            _kill(library, point, OTHER, "S01E01", cut=True)
            assert library.files() == {}
        library.download(OTHER, "S01E01", cut=True)
        assert len(library.files()) == 1
        (caught,) = library.kept("quarantine")
        assert caught not in library.files().values()
        assert not list((library.root / ".aniworld" / "incomplete").iterdir())


def _prepare(library: Library, key: str, languages: str) -> None:
    library.run("add", key)
    library.ask("edit", key, "--languages", languages, "--replace")


def _kill(library: Library, point: str, *arguments: str, cut: bool = False) -> None:
    """Let a download come as far as a point and no further; nothing of it lives on."""
    assert library.run("download", *arguments, point=point, cut=cut) == -signal.SIGKILL, point
    until = time.monotonic() + 10
    while library.children() and time.monotonic() < until:
        time.sleep(0.02)
    assert library.children() == [], point

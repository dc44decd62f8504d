"""Children: warm between jobs, gone after a stop, a stall, and their parent's end."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from aniworld_core.entities import GER_DUB, Link, Stream, StreamKind, Wanted
from aniworld_core.errors import Cancelled, NoStream, Unavailable
from aniworld_core.testing import Hoster
from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader
from aniworld_downloaders_ytdlp.options import Options
from aniworld_downloaders_ytdlp.pool import Pool
from aniworld_downloaders_ytdlp.resolver import YtdlpResolver

START = b"\0\0\0\x18ftypisom" + bytes(50_000)
WANTED = Wanted(languages=(GER_DUB,))

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="looks for processes in /proc"
)


def members(group: int) -> list[str]:
    """Return the command lines of the processes of a group that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            state, _, pgrp = (entry / "stat").read_text("utf-8").rpartition(")")[2].split()[:3]
            command = (entry / "cmdline").read_text("utf-8")
        except OSError:
            continue
        if int(pgrp) == group and state not in "ZX":
            found.append(command)
    return found


def eventually(condition: Callable[[], bool]) -> bool:
    """Wait up to ten seconds."""
    until = time.monotonic() + 10
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()


def groups(pool: Pool) -> list[int]:
    return [worker.pid for worker in [*pool._idle, *pool._busy]]


def link(url: str) -> Link:
    return Link(hoster="Example", language=GER_DUB, url=url, local_allowed=True)


@pytest.fixture
def nothing(hoster: Hoster) -> Link:
    """Serve a page without a stream: the shortest job there is."""
    return link(hoster.put("/e/1", "<html><title>Nothing</title></html>"))


def test_a_child_serves_one_job_after_another(nothing: Link, tmp_path: Path) -> None:
    pool = Pool()
    resolver = YtdlpResolver(Options(), pool)
    seen = []
    for _ in range(3):
        with pytest.raises(NoStream):
            resolver.resolve(nothing, WANTED)
        seen.append(groups(pool))
    pool.close()
    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0]) == 1


def test_a_child_is_replaced_after_its_last_job(nothing: Link) -> None:
    pool = Pool(jobs=1)
    resolver = YtdlpResolver(Options(), pool)
    seen = []
    for _ in range(2):
        with pytest.raises(NoStream):
            resolver.resolve(nothing, WANTED)
        seen += groups(pool)
    pool.close()
    assert len(set(seen)) == 2, "the next child is started before it is needed"
    assert not any(members(group) for group in seen)


def test_closing_ends_idle_and_busy_children(hoster: Hoster, nothing: Link, tmp_path: Path) -> None:
    pool = Pool()
    with pytest.raises(NoStream):
        YtdlpResolver(Options(), pool).resolve(nothing, WANTED)
    stream = Stream(
        url=hoster.put_endless("/v.mp4", START), kind=StreamKind.FILE, local_allowed=True
    )
    folders = [tmp_path / "one", tmp_path / "two"]
    caught: list[BaseException] = []

    def work(folder: Path) -> None:
        folder.mkdir()
        try:
            YtdlpDownloader(Options(), pool).fetch(stream, folder, lambda _, __: None)
        except Cancelled as error:
            caught.append(error)

    threads = [threading.Thread(target=work, args=(folder,)) for folder in folders]
    for thread in threads:
        thread.start()
    assert eventually(lambda: hoster.asked.count("/v.mp4") == 2)
    seen = groups(pool)
    pool.close()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 2, "each job has a child of its own"
    assert not any(members(group) for group in seen)
    assert len(caught) == 2
    with pytest.raises(Cancelled):
        YtdlpResolver(Options(), pool).resolve(nothing, WANTED)


def test_a_stop_leaves_no_process(hoster: Hoster, tmp_path: Path) -> None:
    pool = Pool()
    stream = Stream(
        url=hoster.put_endless("/v.mp4", START), kind=StreamKind.FILE, local_allowed=True
    )
    seen: list[int] = []

    def stop(received: int, _: int | None) -> None:
        seen.extend(groups(pool))
        if received:
            raise Cancelled("Stopped by the test.")

    with pytest.raises(Cancelled):
        YtdlpDownloader(Options(), pool).fetch(stream, tmp_path, stop)
    assert seen
    assert not any(members(group) for group in seen)
    assert groups(pool) == [], "nothing new is started for somebody who stops"
    pool.close()


def test_a_stop_of_pieces_is_felt_at_once_and_clears_them(
    film: Path, hoster: Hoster, tmp_path: Path
) -> None:
    pool = Pool()
    hoster.put_folder(film / "hls")
    hoster.put_endless("/index3.ts", (film / "hls" / "index3.ts").read_bytes()[:5000])
    found = Stream(url=hoster.url("/index.m3u8"), kind=StreamKind.HLS, local_allowed=True)
    seen: list[int] = []
    stopped_at = 0.0

    def stop(received: int, _: int | None) -> None:
        nonlocal stopped_at
        seen.extend(groups(pool))
        if received:
            stopped_at = time.monotonic()
            raise Cancelled("Stopped by the test.")

    with pytest.raises(Cancelled):
        YtdlpDownloader(Options(), pool).fetch(found, tmp_path, stop)
    assert time.monotonic() - stopped_at < 2
    assert seen
    assert not any(members(group) for group in seen)
    assert list(tmp_path.iterdir()) == []
    pool.close()


def slow_ffmpeg(folder: Path) -> str:
    program = folder / "ffmpeg"
    answers = "[ $1 = -version ] && exec echo ffmpeg version 0"
    program.write_text(f"#!/bin/sh\n{answers}\nsleep 600\n", "utf-8")
    program.chmod(0o755)
    return str(program)


def test_a_stop_is_felt_while_ffmpeg_works(film: Path, hoster: Hoster, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "incomplete").mkdir()
    pool = Pool()
    options = Options(ffmpeg=slow_ffmpeg(tmp_path / "bin"))
    url = hoster.put("/v.mp4", (film / "film.mp4").read_bytes())
    seen: list[int] = []

    def stop(_: int, __: int | None) -> None:
        seen.extend(groups(pool))
        if any("sleep" in command for group in groups(pool) for command in members(group)):
            raise Cancelled("Stopped by the test.")

    stream = Stream(url=url, kind=StreamKind.FILE, local_allowed=True)
    with pytest.raises(Cancelled):
        YtdlpDownloader(options, pool).fetch(stream, tmp_path / "incomplete", stop)
    assert not any(members(group) for group in seen)
    pool.close()


def test_an_ffmpeg_that_hangs_is_a_stall(film: Path, hoster: Hoster, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "incomplete").mkdir()
    pool = Pool()
    options = Options(ffmpeg=slow_ffmpeg(tmp_path / "bin"), stall_timeout=1.0)
    url = hoster.put("/v.mp4", (film / "film.mp4").read_bytes())
    with pytest.raises(Unavailable, match="stood still"):
        YtdlpDownloader(options, pool).fetch(
            Stream(url=url, kind=StreamKind.FILE, local_allowed=True),
            tmp_path / "incomplete",
            lambda _, __: None,
        )
    pool.close()


def test_a_child_that_dies_is_told_and_replaced(
    hoster: Hoster, nothing: Link, tmp_path: Path
) -> None:
    pool = Pool()
    stream = Stream(
        url=hoster.put_endless("/v.mp4", START), kind=StreamKind.FILE, local_allowed=True
    )

    def shoot(received: int, _: int | None) -> None:
        if received:
            (worker,) = pool._busy
            os.kill(worker.pid, signal.SIGKILL)

    with pytest.raises(Unavailable, match="ended unexpectedly"):
        YtdlpDownloader(Options(), pool).fetch(stream, tmp_path, shoot)
    with pytest.raises(NoStream):
        YtdlpResolver(Options(), pool).resolve(nothing, WANTED)
    pool.close()


def test_an_idle_child_that_dies_is_forgotten(nothing: Link) -> None:
    pool = Pool()
    resolver = YtdlpResolver(Options(), pool)
    with pytest.raises(NoStream):
        resolver.resolve(nothing, WANTED)
    (first,) = groups(pool)
    os.kill(first, signal.SIGKILL)
    assert eventually(lambda: groups(pool) == [])
    with pytest.raises(NoStream):
        resolver.resolve(nothing, WANTED)
    pool.close()


def test_a_child_that_is_not_needed_is_sent_home(nothing: Link) -> None:
    pool = Pool(patience=0.2)
    with pytest.raises(NoStream):
        YtdlpResolver(Options(), pool).resolve(nothing, WANTED)
    seen = groups(pool)
    assert eventually(lambda: groups(pool) == [])
    # The pool forgets a child first and ends it then.
    assert eventually(lambda: not any(members(group) for group in seen))
    pool.close()


PARENT = """
    import sys
    from pathlib import Path
    from aniworld_core.entities import Stream, StreamKind
    from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader
    from aniworld_downloaders_ytdlp.options import Options
    from aniworld_downloaders_ytdlp.pool import shared

    def tell(received, total):
        if received:
            print(*(worker.pid for worker in shared()._busy), flush=True)

    stream = Stream(url=sys.argv[1], kind=StreamKind.FILE, local_allowed=True)
    YtdlpDownloader(Options(), shared()).fetch(stream, Path(sys.argv[2]), tell)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_child_outlives_its_parent(hoster: Hoster, tmp_path: Path, how: signal.Signals) -> None:
    url = hoster.put_endless("/v.mp4", START)
    command = [sys.executable, "-c", textwrap.dedent(PARENT), url, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as parent:
        assert parent.stdout is not None
        group = int(parent.stdout.readline())
        assert members(group)
        parent.send_signal(how)
        parent.stdout.read()
    assert eventually(lambda: not members(group))


def test_the_main_process_does_not_load_ytdlp() -> None:
    code = """
        import sys
        from aniworld_core.config import parse
        import aniworld_downloaders_ytdlp as plugin
        config = parse({})
        assert "aniworld_downloaders_ytdlp.pool" not in sys.modules
        list(plugin.aniworld_resolvers(config)), list(plugin.aniworld_downloaders(config))
        assert "yt_dlp" not in sys.modules
    """
    subprocess.run([sys.executable, "-W", "error", "-c", textwrap.dedent(code)], check=True)

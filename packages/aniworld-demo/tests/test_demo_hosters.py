"""The replica's hosters: their pages, their faults, and the videos behind them."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import imageio_ffmpeg  # type: ignore[import-untyped]  # it ships no types
import pytest
import yt_dlp  # type: ignore[import-untyped]  # it ships no types

from aniworld_core.errors import InvalidValue
from aniworld_demo.catalogue import Entry, shows
from aniworld_demo.filming import footage
from aniworld_demo.hosters.hidden import DECOY
from aniworld_demo.links import Video, link_id
from aniworld_demo.replica import Replica
from aniworld_demo.stamps import code_in


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica(rate_limited=0) as replica:
        yield replica


@pytest.fixture
def client(replica: Replica) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=replica.base_url, follow_redirects=True) as client:
        yield client


SHOW = shows()["sternwacht-null"]
EPISODE = SHOW.entries[0]
"""An episode that every hoster has."""


def address(replica: Replica, hoster: str, entry: Entry = EPISODE) -> str:
    return f"{replica.base_url}/redirect/{link_id(entry, 'german', hoster)}"


def download(url: str, directory: Path) -> Path:
    options = {
        "quiet": True,
        "no_warnings": True,
        "noprogress": True,
        "outtmpl": str(directory / "video.%(ext)s"),
        "skip_unavailable_fragments": False,
        "retries": 0,
        "logger": _Silent(),
        "ffmpeg_location": imageio_ffmpeg.get_ffmpeg_exe(),
    }
    with yt_dlp.YoutubeDL(options) as program:
        program.extract_info(url)
    (file,) = directory.iterdir()
    return file


class _Silent:
    def debug(self, _: str) -> None: ...
    def warning(self, _: str) -> None: ...
    def error(self, _: str) -> None: ...


@pytest.mark.parametrize("hoster", ["Vidmoly", "Vidoza"])
def test_a_clear_hoster_gives_the_whole_right_video(
    replica: Replica, hoster: str, tmp_path: Path
) -> None:
    file = download(address(replica, hoster), tmp_path)
    video = Video(show=SHOW, entry=EPISODE, language="german")
    assert code_in(file) == (video.code, footage(EPISODE.id).seconds)
    assert file.stat().st_size > 10_000


def test_the_hidden_hoster_shows_only_a_script_redirect(
    replica: Replica, client: httpx.Client, tmp_path: Path
) -> None:
    page = client.get(address(replica, "VOE"))
    assert "window.location.href = 'http://127.0.0.1" in page.text
    assert ".mp4" not in page.text
    assert "m3u8" not in page.text
    with pytest.raises(yt_dlp.DownloadError, match="Unsupported URL"):
        download(address(replica, "VOE"), tmp_path)


def test_the_hidden_hosters_player_holds_a_decoy(
    replica: Replica, client: httpx.Client, tmp_path: Path
) -> None:
    stub = client.get(address(replica, "VOE")).text
    player = client.get(stub.split("location.href = '")[1].split("'")[0]).text
    decoy = client.get(player.split("'mp4': '")[1].split("'")[0])
    file = tmp_path / "decoy.mp4"
    file.write_bytes(decoy.content)
    assert code_in(file) == (DECOY, footage(0).seconds)


def test_the_hoster_that_is_down_refuses_every_connection(
    replica: Replica, client: httpx.Client
) -> None:
    with pytest.raises(httpx.ConnectError):
        client.get(address(replica, "Doodstream"))


def test_the_busy_hoster_answers_429_twice_and_then_works() -> None:
    with Replica() as replica, httpx.Client(follow_redirects=True) as client:
        url = address(replica, "Vidoza")
        answers = [client.get(url) for _ in range(3)]
        statuses = [visit.status for visit in replica.requests if visit.host == "Vidoza"]
    assert statuses == [429, 429, 200]
    assert answers[0].headers["retry-after"] == "1"


def media_address(client: httpx.Client, replica: Replica) -> str:
    page = client.get(address(replica, "Vidoza")).text
    return page.split('sourcesCode: [{ src: "')[1].split('"')[0]


def test_a_file_comes_in_ranges_that_fit_together(replica: Replica, client: httpx.Client) -> None:
    url = media_address(client, replica)
    whole = client.get(url)
    assert whole.headers["accept-ranges"] == "bytes"
    start = client.get(url, headers={"Range": "bytes=0-999"})
    rest = client.get(url, headers={"Range": "bytes=1000-", "If-Range": start.headers["etag"]})
    assert (start.status_code, rest.status_code) == (206, 206)
    assert start.headers["content-range"] == f"bytes 0-999/{len(whole.content)}"
    assert start.content + rest.content == whole.content
    assert client.get(url, headers={"Range": "bytes=-10"}).content == whole.content[-10:]


def test_a_range_of_another_file_is_answered_whole(replica: Replica, client: httpx.Client) -> None:
    url = media_address(client, replica)
    answer = client.get(url, headers={"Range": "bytes=1000-", "If-Range": '"another"'})
    assert answer.status_code == 200


def test_a_range_behind_the_end_is_refused(replica: Replica, client: httpx.Client) -> None:
    url = media_address(client, replica)
    size = len(client.get(url).content)
    answer = client.get(url, headers={"Range": f"bytes={size}-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{size}"


def test_an_old_token_is_refused(replica: Replica, client: httpx.Client) -> None:
    code = Video(show=SHOW, entry=EPISODE, language="german").code
    file = f"{replica.hosters['Vidoza']}/vod/000000000000000000000000/{code}/v.mp4"
    playlist = f"{replica.hosters['Vidmoly']}/hls2/{code}/master.m3u8?t=0"
    assert client.get(file).status_code == 403
    assert client.get(playlist).status_code == 403


def test_a_video_that_does_not_exist_was_deleted(replica: Replica, client: httpx.Client) -> None:
    for hoster in ("Vidmoly", "Vidoza"):
        answer = client.get(f"{replica.hosters[hoster]}/embed-d000001l1.html")
        assert answer.status_code == 404
        assert "File was deleted" in answer.text
    assert client.get(f"{replica.base_url}/redirect/1").status_code == 404


@pytest.mark.parametrize("number", range(4))
def test_every_picture_is_a_real_video_that_decodes_without_a_fault(
    number: int, tmp_path: Path
) -> None:
    film = footage(number)
    whole = tmp_path / "whole.mp4"
    whole.write_bytes(film.mp4)
    joined = tmp_path / "joined.ts"
    joined.write_bytes(b"".join(segment for _, segment in film.segments))
    assert sum(length for length, _ in film.segments) == film.seconds
    for file in (whole, joined):
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", str(file)]
        done = subprocess.run(
            [*command, "-map", "0:v", "-map", "0:a", "-f", "null", "-"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == ""


def test_the_same_episode_is_the_same_bytes_every_time(
    replica: Replica, client: httpx.Client
) -> None:
    url = media_address(client, replica)
    other = SHOW.entries[4]  # shot on the same footage
    page = client.get(address(replica, "Vidoza", other)).text
    other_url = page.split('sourcesCode: [{ src: "')[1].split('"')[0]
    assert client.get(url).content == client.get(url).content
    assert client.get(url).content != client.get(other_url).content


def test_a_file_made_of_two_videos_is_told(
    replica: Replica, client: httpx.Client, tmp_path: Path
) -> None:
    file = tmp_path / "mixed.mp4"
    file.write_bytes(client.get(media_address(client, replica)).content)
    with file.open("ab") as out:
        out.write(b"aniworld-demo d001002l1")
    assert code_in(file) is None


def test_a_port_that_is_taken_is_refused_in_words(replica: Replica) -> None:
    port = int(replica.base_url.rpartition(":")[2])
    with pytest.raises(InvalidValue, match=f"Port {port} cannot be used"), Replica(port=port):
        pass


def test_nothing_answers_after_the_end() -> None:
    with Replica() as replica, httpx.Client() as client:
        client.get(replica.base_url + "/animes")  # the client keeps its connection open
        base = replica.base_url
    with httpx.Client() as client, pytest.raises(httpx.ConnectError):
        client.get(base + "/animes")

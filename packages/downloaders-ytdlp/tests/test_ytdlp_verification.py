"""What ffmpeg alone finds out about a file, for each ffmpeg that can be had."""

import shutil
import subprocess
from pathlib import Path

import imageio_ffmpeg  # type: ignore[import-untyped]
import pytest

from aniworld_core.errors import DownloadError, InvalidConfig, WrongFile
from aniworld_downloaders_ytdlp import ffmpeg
from aniworld_downloaders_ytdlp.packets import read_media
from aniworld_downloaders_ytdlp.verification import Expected, Pieces, verify

EXPECTED = Expected(min_size=10_000)


@pytest.fixture(params=[pytest.param("system", marks=pytest.mark.needs("ffmpeg")), "wheel"])
def program(request: pytest.FixtureRequest) -> str:
    """Name the ffmpeg of the system, then the one that the wheel brings."""
    if request.param == "wheel":
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    return str(shutil.which("ffmpeg"))


def run(program: str, *arguments: str | Path) -> None:
    subprocess.run([program, "-v", "error", "-nostdin", *map(str, arguments)], check=True)


def test_a_whole_video(film: Path, program: str) -> None:
    expected = Expected(min_size=1, durations=(6.0, 6.5), pieces=Pieces(duration=6.0, usual=1.0))
    assert verify(film / "film.mp4", expected, ffmpeg=program) == "mp4"
    media = read_media(film / "film.mp4", ffmpeg=program, demuxer="mov")
    video = media.main("video")
    assert video is not None
    assert video.packets == 150
    assert video.duration == pytest.approx(6.0)
    assert video.widest_gap == pytest.approx(0.04)
    assert media.claimed == pytest.approx(6.0, abs=0.1)
    assert media.faults == ()


@pytest.mark.parametrize("suffix", ["mkv", "ts", "flv", "avi", "webm"])
def test_other_containers(film: Path, program: str, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "episode.mp4"
    codecs = (
        ("-t", "1", "-c:v", "vp8", "-deadline", "realtime", "-c:a", "libopus")
        if suffix == "webm"
        else ("-c", "copy")
    )
    form = {"mkv": "matroska", "ts": "mpegts"}.get(suffix, suffix)
    run(program, "-i", film / "film.mp4", *codecs, "-f", form, path)
    assert verify(path, Expected(min_size=1), ffmpeg=program) == suffix


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9, 0.99])
def test_a_cut_file(film: Path, program: str, tmp_path: Path, share: float) -> None:
    content = (film / "film.mp4").read_bytes()
    path = tmp_path / "episode.mp4"
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(WrongFile, match="damaged or cut short"):
        verify(path, EXPECTED, ffmpeg=program)


@pytest.mark.parametrize(("flag", "word"), [("-an", "sound"), ("-vn", "picture")])
def test_a_video_needs_picture_and_sound(
    film: Path, program: str, tmp_path: Path, flag: str, word: str
) -> None:
    path = tmp_path / "episode.mp4"
    run(program, "-i", film / "film.mp4", "-c", "copy", flag, path)
    with pytest.raises(WrongFile, match=f"no {word}"):
        verify(path, Expected(min_size=1), ffmpeg=program)


def test_a_cover_is_no_picture(film: Path, program: str, tmp_path: Path) -> None:
    cover, path = tmp_path / "cover.png", tmp_path / "song.mp4"
    run(program, "-i", film / "film.mp4", "-frames:v", "1", cover)
    attached = ("-map", "0:a", "-map", "1:v", "-c", "copy", "-disposition:v", "attached_pic")
    run(program, "-i", film / "film.mp4", "-i", cover, *attached, path)
    with pytest.raises(WrongFile, match="no picture"):
        verify(path, Expected(min_size=1), ffmpeg=program)


@pytest.mark.parametrize(
    "content",
    [b"<!DOCTYPE html>", b" \n<html>", b'{"error": 1}', b"#EXTM3U\n", b"\x89PNG\r\n", b"", b"Gone"],
)
def test_what_is_no_video_at_all(program: str, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "episode.mp4"
    path.write_bytes(content + b" " * 20_000 if content else b"")
    with pytest.raises(WrongFile):
        verify(path, EXPECTED, ffmpeg=program)


@pytest.mark.parametrize(("duration", "fits"), [(4.1, True), (7.9, True), (3.9, False), (9, False)])
def test_a_duration_may_be_two_seconds_off(film: Path, duration: float, fits: bool) -> None:  # noqa: FBT001 - a column of the table
    expected = Expected(min_size=1, durations=(duration,))
    if fits:
        verify(film / "film.mp4", expected, ffmpeg=ffmpeg.find())
        return
    with pytest.raises(WrongFile, match="it should be"):
        verify(film / "film.mp4", expected, ffmpeg=ffmpeg.find())


@pytest.mark.parametrize("left_out", [0, 2, 5])
def test_a_piece_that_is_left_out(film: Path, program: str, tmp_path: Path, left_out: int) -> None:
    pieces = [film / "hls" / f"index{number}.ts" for number in range(6) if number != left_out]
    path = tmp_path / "episode.ts"
    path.write_bytes(b"".join(piece.read_bytes() for piece in pieces))
    expected = Expected(min_size=1, durations=(6.0,), pieces=Pieces(duration=6.0, usual=1.0))
    with pytest.raises(WrongFile, match=r"lasts|piece is missing"):
        verify(path, expected, ffmpeg=program)


def test_life_is_shown_while_ffmpeg_reads(film: Path) -> None:
    signs: list[None] = []
    verify(film / "film.mp4", EXPECTED, ffmpeg=ffmpeg.find(), alive=lambda: signs.append(None))
    assert signs


def test_an_ffmpeg_that_is_named_is_used() -> None:
    named = imageio_ffmpeg.get_ffmpeg_exe()
    assert ffmpeg.find(named) == named
    with pytest.raises(InvalidConfig, match="no program"):
        ffmpeg.find("/nowhere/ffmpeg")


@pytest.mark.parametrize("words", ["exit 1", "exit 0", "echo something else"])
def test_a_program_that_is_no_ffmpeg_is_the_settings_fault(tmp_path: Path, words: str) -> None:
    program = tmp_path / "ffmpeg"
    program.write_text(f"#!/bin/sh\n{words}\n", "utf-8")
    program.chmod(0o755)
    with pytest.raises(InvalidConfig, match="no ffmpeg that works"):
        ffmpeg.find(str(program))


def test_an_ffmpeg_that_says_nothing_of_a_file_does_not_condemn_it(film: Path) -> None:
    with pytest.raises(DownloadError, match="could not be checked") as caught:
        verify(film / "film.mp4", EXPECTED, ffmpeg="false")
    assert not isinstance(caught.value, WrongFile)

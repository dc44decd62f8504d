"""Pages and gaps between joined pieces, found in the bytes themselves."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.errors import WrongFile
from aniworld_downloaders_ytdlp.joined import check_joined

PACKET = b"\x47" + bytes(range(187))
BOX = b"\x00\x00\x00\x10moofabcdefgh"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)) * 3
TEXT = st.text(st.sampled_from("<html>Gone {}:\n"), min_size=64).map(str.encode)


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("joined") / "joined"


@given(before=st.integers(0, 20), text=TEXT, after=st.integers(0, 20))
def test_text_between_packets_is_found(joined: Path, before: int, text: bytes, after: int) -> None:
    joined.write_bytes(PACKET * before + b"<" + text + PACKET * after)
    with pytest.raises(WrongFile, match="web page"):
        check_joined(joined)


@given(before=st.integers(1, 20), text=TEXT, after=st.integers(0, 20))
def test_text_between_boxes_is_found(joined: Path, before: int, text: bytes, after: int) -> None:
    joined.write_bytes(BOX * before + b"<" + text + BOX * after)
    with pytest.raises(WrongFile, match="web page"):
        check_joined(joined)


@given(st.lists(st.sampled_from([PACKET * 5, PICTURE + PACKET * 3]), min_size=1))
def test_packets_are_fine_also_behind_pictures(joined: Path, pieces: list[bytes]) -> None:
    joined.write_bytes(b"".join(pieces))
    check_joined(joined)


def test_packets_beyond_one_block_are_looked_at(joined: Path) -> None:
    joined.write_bytes(PACKET * 20_000)
    check_joined(joined)
    joined.write_bytes(PACKET * 20_000 + b"<html>" * 50 + PACKET)
    with pytest.raises(WrongFile):
        check_joined(joined)


@given(st.integers(1, len(BOX) - 1))
def test_a_box_that_is_cut_is_found(joined: Path, left: int) -> None:
    joined.write_bytes(BOX * 3 + BOX[:left])
    with pytest.raises(WrongFile, match="cut short"):
        check_joined(joined)


def test_long_boxes_are_measured(joined: Path) -> None:
    long = b"\x00\x00\x00\x01mdat" + (24).to_bytes(8, "big") + b"\x00" * 8
    joined.write_bytes(BOX + long + BOX)
    check_joined(joined)


@given(st.binary(min_size=1, max_size=2000))
def test_any_bytes_are_fine_or_told(joined: Path, data: bytes) -> None:
    joined.write_bytes(data)
    try:
        check_joined(joined)
    except WrongFile as error:
        assert error.message  # noqa: PT017 - the other way out is as good

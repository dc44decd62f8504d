"""Media playlists: lengths, and what must not be fetched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aniworld_core.errors import AniworldError, NoStream, WrongFile
from aniworld_downloaders_ytdlp.child.playlist import read_media_playlist
from aniworld_downloaders_ytdlp.verification import Pieces

LENGTHS = st.lists(st.integers(1, 30_000).map(lambda thousandths: thousandths / 1000), min_size=1)


def playlist(*lengths: str, extra: str = "") -> str:
    pieces = "".join(f"#EXTINF:{length},\npiece.ts\n" for length in lengths)
    return f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n{extra}{pieces}#EXT-X-ENDLIST\n"


@given(LENGTHS)
def test_lengths_are_added_up(lengths: list[float]) -> None:
    found = read_media_playlist(playlist(*(f"{length:.3f}" for length in lengths)))
    assert found.duration == pytest.approx(sum(lengths))
    assert found.pieces is not None
    assert min(lengths) <= found.pieces.usual <= max(lengths)


def test_pieces_whose_clock_jumps_cannot_be_held_against_the_file() -> None:
    text = playlist("4.0", "4.0", extra="#EXT-X-DISCONTINUITY\n")
    assert read_media_playlist(text).pieces is None


def test_rounded_lengths_are_believed_as_far_as_rounding_goes() -> None:
    short, long = read_media_playlist(playlist(*"442")), read_media_playlist(playlist(*"44442"))
    assert short.pieces == Pieces(duration=10.0, usual=4.0, rounded=1.5)
    assert long.pieces == Pieces(duration=18.0, usual=4.0, rounded=2.5)
    assert short.durations == (10.0,)
    assert long.durations == ()


def test_a_discontinuity_sequence_is_no_jump() -> None:
    text = playlist("4.0", extra="#EXT-X-DISCONTINUITY-SEQUENCE:0\n")
    assert read_media_playlist(text).continuous


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(newline: str) -> None:
    text = "\ufeff" + playlist("4.5", "1.5", extra="#EXT-X-DISCONTINUITY\n").replace("\n", newline)
    found = read_media_playlist(text)
    assert found.lengths == (4.5, 1.5)
    assert not found.continuous


def test_plain_encryption_is_allowed() -> None:
    text = playlist("4.0", extra='#EXT-X-KEY:METHOD=AES-128,URI="key.bin"\n')
    assert read_media_playlist(text).duration == 4.0


@pytest.mark.parametrize(
    "key",
    [
        'METHOD=SAMPLE-AES,URI="skd://1"',
        'URI="skd://1",METHOD=SAMPLE-AES-CTR',
        'METHOD=AES-128,URI="key",KEYFORMAT="com.microsoft.playready"',
    ],
)
def test_drm_is_no_stream(key: str) -> None:
    with pytest.raises(NoStream, match="DRM"):
        read_media_playlist(playlist("4.0", extra=f"#EXT-X-KEY:{key}\n"))


@pytest.mark.parametrize("length", ["", "x", "-1", "nan", "inf", "1e9", "4.0.1"])
def test_a_damaged_length_is_told(length: str) -> None:
    with pytest.raises(WrongFile, match="damaged"):
        read_media_playlist(playlist(length))


@given(st.text(st.sampled_from('#EXTM3UINF:,.-019\nDLS=" ')).map(lambda text: "#EXTM3U\n" + text))
def test_any_text_is_a_playlist_or_an_error(text: str) -> None:
    try:
        found = read_media_playlist(text)
    except AniworldError as error:
        assert error.message  # noqa: PT017 - the other way out is as good
    else:
        assert found.lengths

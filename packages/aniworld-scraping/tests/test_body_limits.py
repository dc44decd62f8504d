"""Bodies: unpacked, limited, in time."""

import gzip
import time
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aniworld_core.errors import LayoutChanged, Unavailable
from aniworld_scraping.body import read_body

LATER = 1e12


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "X-GZip": gzip.compress,
    "deflate": zlib.compress,
    " deflate": raw_deflate,
}


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    yield from (data[at : at + size] for at in range(0, len(data), size))


@given(st.binary(max_size=2000), st.sampled_from(sorted(PACKERS)), st.integers(1, 700))
@example(data=b"", coding=" deflate", size=1)  # the header arrives in two pieces
def test_what_was_packed_comes_out(data: bytes, coding: str, size: int) -> None:
    packed = PACKERS[coding](data)
    assert read_body(pieces(packed, size), coding, limit=2000, deadline=LATER) == data


@given(st.integers(1, 5000), st.sampled_from(sorted(PACKERS)))
def test_the_limit_counts_after_unpacking(limit: int, coding: str) -> None:
    packer = PACKERS[coding]
    whole = read_body([packer(bytes(limit))], coding, limit=limit, deadline=LATER)
    assert len(whole) == limit
    with pytest.raises(LayoutChanged):
        read_body([packer(bytes(limit + 1))], coding, limit=limit, deadline=LATER)


@pytest.mark.parametrize("coding", ["br", "gzip, gzip", "zstd", "compress"])
def test_other_packings_are_refused(coding: str) -> None:
    with pytest.raises(LayoutChanged, match="not asked for"):
        read_body([b""], coding, limit=10, deadline=LATER)


@given(st.lists(st.binary(min_size=1)), st.sampled_from(["gzip", "deflate"]))
def test_rubbish_is_no_crash(chunks: list[bytes], coding: str) -> None:
    try:
        read_body(chunks, coding, limit=1000, deadline=LATER)
    except LayoutChanged as error:
        assert error.message  # noqa: PT017 - either outcome is right; nothing else may come


def test_the_time_counts_over_the_whole_body() -> None:
    with pytest.raises(Unavailable):
        read_body([b"late"], "", limit=10, deadline=time.monotonic() - 1)

"""How numbers of bytes read."""

import pytest

from aniworld_core.sizes import size


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (999_400, "999.4 kB"),
        (999_600, "1.0 MB"),
        (23_400_000, "23.4 MB"),
        (1_500_000_000, "1.5 GB"),
        (2_000_000_000_000_000, "2000.0 TB"),
    ],
)
def test_size(count: int, text: str) -> None:
    assert size(count) == text

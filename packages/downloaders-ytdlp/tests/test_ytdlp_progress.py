"""What the child tells of a download: bytes of the whole job, and not too often."""

from io import BytesIO

from aniworld_downloaders_ytdlp.child.channel import Channel
from aniworld_downloaders_ytdlp.child.progress import Progress
from aniworld_downloaders_ytdlp.messages import Message, decode


class Told(Channel):
    """A channel that keeps what was told, every time."""

    def __init__(self) -> None:
        super().__init__(BytesIO(), BytesIO())
        self.sizes: list[tuple[int, int | None]] = []

    def progress(self, received: int, total: int | None) -> None:
        self.sizes.append((received, total))


def status(received: int, total: int | None, state: str = "downloading") -> dict[str, object]:
    return {"status": state, "downloaded_bytes": received, "total_bytes": total}


def test_one_part_has_a_total() -> None:
    told = Told()
    progress = Progress(told, parts=1)
    progress(status(10, 100))
    progress(status(100, 100, "finished"))
    assert told.sizes == [(10, 100), (100, 100)]


def test_of_two_parts_only_the_last_knows_the_total() -> None:
    told = Told()
    progress = Progress(told, parts=2)
    progress(status(10, 100))
    progress(status(100, 100, "finished"))
    progress(status(5, 20))
    progress(status(20, 20, "finished"))
    assert told.sizes == [(10, None), (100, None), (105, 120), (120, 120)]


def test_an_estimate_is_never_less_than_what_arrived() -> None:
    told = Told()
    Progress(told, parts=1)(
        {"status": "downloading", "downloaded_bytes": 50, "total_bytes_estimate": 42.5}
    )
    assert told.sizes == [(50, 50)]


def test_what_comes_often_is_told_seldom() -> None:
    outgoing = BytesIO()
    channel = Channel(BytesIO(), outgoing)
    for received in range(10_000):
        channel.progress(received, None)
    messages = [decode(line)[1] for line in outgoing.getvalue().splitlines()]
    expected: Message = {"kind": "progress", "received": 0, "total": None, "steps": 0}
    assert messages[0] == expected
    assert len(messages) < 100

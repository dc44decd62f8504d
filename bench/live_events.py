"""What the WebSocket benchmarks tell: progress, and now and then a final state that all have to hear."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from aniworld_core.entities import EpisodeId, SeriesKey
from aniworld_core.events import DownloadFinished, DownloadProgress

__all__ = ["PLANS", "Plan"]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """For how many seconds how many events a second are told, of so many downloads at once."""

    seconds: int
    rate: int
    downloads: int
    final_every: int

    @property
    def finals(self) -> int:
        """How many final states every client has to hear of."""
        return self.seconds * self.rate // self.final_every

    def events(self) -> Iterator[DownloadProgress | DownloadFinished]:
        """Yield what happens at its time; the size of what is finished is when that was, in microseconds."""
        begin = time.monotonic()
        for number in range(self.seconds * self.rate):
            time.sleep(max(0.0, begin + number / self.rate - time.monotonic()))
            key, episode = SeriesKey("attack-on-titan"), EpisodeId(1, 1)
            if number % self.final_every:
                yield DownloadProgress(
                    id=number % self.downloads,
                    key=key,
                    episode=episode,
                    received=number,
                    total=10**6,
                    speed=1e6,
                    eta=60.0,
                )
            else:
                yield DownloadFinished(
                    id=1000 + number,
                    key=key,
                    episode=episode,
                    path="Titan/S01E01.mkv",
                    size=time.time_ns() // 1000,
                )


PLANS = {
    "storm": Plan(seconds=5, rate=200, downloads=20, final_every=10),
    # Ten downloads tell of themselves four times a second; four end in each.
    "busy": Plan(seconds=10, rate=44, downloads=10, final_every=11),
    "busy for a moment": Plan(seconds=4, rate=44, downloads=10, final_every=11),
}
"""What the processes of a benchmark know by its name."""

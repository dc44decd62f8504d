"""The child's loop: a job from stdin, its messages to stdout; it dies with its parent."""

import os
import threading
from queue import Empty, SimpleQueue
from typing import BinaryIO

from aniworld_core.errors import AniworldError
from aniworld_downloaders_ytdlp.child.channel import Channel
from aniworld_downloaders_ytdlp.groups import kill_group, leads_group
from aniworld_downloaders_ytdlp.messages import Message, decode, error_message

_PATIENCE = 30.0
"""Seconds without a job after which the parent is told that this child is not needed."""


def main() -> None:
    """Serve jobs until the parent closes stdin, however it came to that."""
    channel = Channel.take_over_standard_streams()
    jobs: SimpleQueue[Message] = SimpleQueue()
    threading.Thread(target=_listen, args=(channel.incoming, jobs), daemon=True).start()
    # Loaded only now, so that a child whose parent is gone is gone at once as well.
    from aniworld_downloaders_ytdlp.child import fetching, resolving
    from aniworld_downloaders_ytdlp.child.outcomes import translate

    work = {"resolve": resolving.resolve, "fetch": fetching.fetch}
    while True:
        job = _next(jobs, channel)
        try:
            channel.send({"kind": "done", **work[job["kind"]](job, channel)})
        except AniworldError as error:
            channel.send(error_message(error))
        except Exception as error:  # noqa: BLE001 - whatever a page does to yt-dlp is told, not felt
            channel.send(error_message(translate(error, job["kind"])))


def _next(jobs: SimpleQueue[Message], channel: Channel) -> Message:
    try:
        return jobs.get(timeout=_PATIENCE)
    except Empty:
        channel.send({"kind": "idle"})
        return jobs.get()


def _listen(incoming: BinaryIO, jobs: SimpleQueue[Message]) -> None:
    for line in incoming:
        _, job = decode(line)
        if job is not None:
            jobs.put(job)
    _die()


def _die() -> None:
    if leads_group():
        kill_group(os.getpid())  # an ffmpeg that works for us goes along
    os._exit(1)


if __name__ == "__main__":
    main()

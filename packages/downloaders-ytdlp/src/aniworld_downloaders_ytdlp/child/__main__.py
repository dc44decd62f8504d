"""The child's loop: a job from stdin, its messages to stdout; it dies with its parent."""

import os
import sys
import threading
from queue import Empty, SimpleQueue

from aniworld_downloaders_ytdlp.child.channel import Channel
from aniworld_downloaders_ytdlp.groups import kill_group, leads_group, limit_memory
from aniworld_downloaders_ytdlp.messages import Message, decode

_MEMORY = 1024**3
"""Bytes that a page without an end may fill before it fails."""


def main(patience: float) -> None:
    """Serve jobs until the parent closes stdin, however it came to that.

    After ``patience`` seconds without a job the parent is told that this child is not needed.
    """
    channel = Channel.take_over_standard_streams()
    limit_memory(_MEMORY)
    jobs: SimpleQueue[Message] = SimpleQueue()
    threading.Thread(target=_listen, args=(channel, jobs), daemon=True).start()
    # Loaded only now, so that a child whose parent is gone is gone at once as well.
    from aniworld_downloaders_ytdlp.child import work

    while True:
        channel.send(work.do(_next(jobs, channel, patience), channel))


def _next(jobs: SimpleQueue[Message], channel: Channel, patience: float) -> Message:
    try:
        return jobs.get(timeout=patience)
    except Empty:
        channel.send({"kind": "idle"})
        return jobs.get()


def _listen(channel: Channel, jobs: SimpleQueue[Message]) -> None:
    for line in channel.incoming:
        _, message = decode(line)
        if message is None:
            continue
        channel.rate = message.get("rate")  # set here, as it changes while a job runs
        if message["kind"] != "rate":
            jobs.put(message)
    _die()


def _die() -> None:
    if leads_group():
        kill_group(os.getpid())  # an ffmpeg that works for us goes along
    os._exit(1)


if __name__ == "__main__":
    main(float(sys.argv[1]))

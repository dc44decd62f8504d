"""One job: its answer, or its failure as a message."""

import gc

from aniworld_core.errors import AniworldError
from aniworld_downloaders_ytdlp.child.channel import Channel
from aniworld_downloaders_ytdlp.child.fetching import fetch
from aniworld_downloaders_ytdlp.child.outcomes import translate
from aniworld_downloaders_ytdlp.child.resolving import resolve
from aniworld_downloaders_ytdlp.messages import Message, error_message

__all__ = ["do"]


def do(job: Message, channel: Channel) -> Message:
    """Return the message that ends a job, whatever a page did to yt-dlp."""
    work = {"resolve": resolve, "fetch": fetch}[job["kind"]]
    try:
        return {"kind": "done", **work(job, channel)}
    except AniworldError as error:
        failure = error_message(error)
    except Exception as error:  # noqa: BLE001 - foreign code may raise anything
        failure = error_message(translate(error, job["kind"]))
    # What failed may still hold files open that the parent is going to remove.
    gc.collect()
    return failure

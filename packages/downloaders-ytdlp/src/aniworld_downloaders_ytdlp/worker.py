"""One warm child process that serves a job at a time, and dies with everything it started."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO, cast

from aniworld_core.errors import Unavailable
from aniworld_downloaders_ytdlp import groups
from aniworld_downloaders_ytdlp.messages import Message, decode, encode

__all__ = ["Worker"]

_log = logging.getLogger(__name__)


class Worker:
    """A child process; its messages are read by a thread, so that waiting for one can time out.

    What it complains of has a pipe of its own: there a hoster has a say, and could forge a message.
    ``unused`` is called, from that thread, when the child had nothing to do for ``patience`` seconds,
    and when it has ended.
    """

    def __init__(self, unused: Callable[["Worker"], None], *, patience: float) -> None:
        # -P: a yt_dlp.py in the folder where the user happens to stand is not what we mean.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "aniworld_downloaders_ytdlp.child", str(patience)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **groups.of_its_own(),
        )
        self._jobs_in = cast("IO[bytes]", self._process.stdin)
        self._unused = unused
        self._messages: SimpleQueue[Message | None] = SimpleQueue()
        self._last_words = ""
        self._killing = threading.Lock()
        self._reader = threading.Thread(target=self._read, name="ytdlp-child", daemon=True)
        self._listener = threading.Thread(target=self._listen, name="ytdlp-noise", daemon=True)
        self._reader.start()
        self._listener.start()
        self.jobs = 0

    @property
    def pid(self) -> int:
        """The child's process id, which is also the id of its process group."""
        return self._process.pid

    def begin(self, job: Message) -> None:
        """Give the child its next job."""
        self.jobs += 1
        self.send(job)

    def send(self, message: Message) -> None:
        """Tell the child something; raises Unavailable when it has ended."""
        try:
            self._jobs_in.write(encode(message))
            self._jobs_in.flush()
        except OSError as error:
            raise self._lost() from error

    def next(self, timeout: float) -> Message | None:
        """Return the child's next message, or None after ``timeout`` seconds without one.

        Raises Unavailable when the child has ended.
        """
        try:
            message = self._messages.get(timeout=timeout)
        except Empty:
            return None
        if message is None:
            raise self._lost()
        return message

    def kill(self) -> None:
        """End the child and all it started; returns when the child is gone."""
        with self._killing:
            if self._process.returncode is not None:
                return
            # The child was not waited for yet, so its id cannot have become another's.
            groups.kill_group(self.pid)
            self._process.wait()
        if threading.current_thread() is not self._reader:
            self._reader.join()
        self._listener.join()
        with suppress(BrokenPipeError):  # it ended before it had read its job
            self._jobs_in.close()

    def _read(self) -> None:
        try:
            with cast("IO[bytes]", self._process.stdout) as lines:
                for line in lines:
                    self._hear(line)
        finally:
            self._messages.put(None)
            self._unused(self)

    def _listen(self) -> None:
        with cast("IO[bytes]", self._process.stderr) as lines:
            for line in lines:
                self._note(line.decode(errors="replace").strip())

    def _hear(self, line: bytes) -> None:
        noise, message = decode(line)
        self._note(noise)
        if message is None:
            return
        if message["kind"] == "idle":
            self._unused(self)
        else:
            self._messages.put(message)

    def _note(self, noise: str) -> None:
        if noise:
            _log.debug("child %d: %s", self.pid, noise)
            self._last_words = noise

    def _lost(self) -> Unavailable:
        self.kill()  # what it started may still hold its pipes, and its last words be on their way
        said = f" Its last words: {self._last_words}" if self._last_words else ""
        return Unavailable(
            f"The download process ended unexpectedly.{said}", hint="Try again; see the log."
        )

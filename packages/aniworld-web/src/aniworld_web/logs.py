"""The last messages of the program's log, kept in memory for the System page."""

import logging
import threading
from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice

from attrs import frozen

from aniworld_web.redacting import redacted

__all__ = ["LogEntry", "LogTail"]

_MESSAGE = 4_000
_TRACE = 16_000
_READ = 64_000
"""Characters kept of one entry, so that the tail stays small whatever is logged, and those that are read
for it: a secret must not be cut in two before it is recognised."""

_ESCAPES = {
    number: repr(chr(number))[1:-1] for number in (*range(32), *range(127, 160), 0x2028, 0x2029)
}


@frozen(kw_only=True)
class LogEntry:
    """One message, on one line and without secrets; ``trace`` is where an error came from, if one did."""

    seq: int
    time: datetime
    level: str
    severity: int
    logger: str
    message: str
    trace: str | None


class LogTail:
    """Keeps what the root logger is told while attached; its level and other handlers stay as they are.

    Of libraries that the program uses only warnings and worse are kept: each of their requests would push
    something out that a person looks for.
    """

    def __init__(self, *, size: int = 1000) -> None:
        self._entries: deque[LogEntry] = deque(maxlen=size)
        self._handler = _Handler(self)
        self._lock = threading.Lock()
        self._seq = 0
        self._known: tuple[str, ...] = ()

    def attach(self) -> None:
        """Begin to listen; twice is fine."""
        logging.getLogger().addHandler(self._handler)

    def detach(self) -> None:
        """Listen no longer; what was kept stays."""
        logging.getLogger().removeHandler(self._handler)

    def hide(self, secrets: Iterable[str]) -> None:
        """Keep these texts, beside those of earlier calls, out of every entry from now on."""
        self._known = tuple(sorted({*self._known, *secrets}, key=len, reverse=True))

    def add(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        message = redacted(record.getMessage()[:_READ], self._known)[:_MESSAGE]
        trace = None
        if record.exc_info:
            text = _FORMATTER.formatException(record.exc_info)
            trace = redacted(text[-_READ:], self._known)[-_TRACE:]
        with self._lock:
            self._seq += 1
            self._entries.append(
                LogEntry(
                    seq=self._seq,
                    time=datetime.fromtimestamp(record.created, UTC),
                    level=record.levelname.lower(),
                    severity=record.levelno,
                    logger=record.name,
                    message=message.translate(_ESCAPES),
                    trace=trace,
                )
            )

    def entries(
        self, *, severity: int = logging.NOTSET, limit: int = 100, after: int | None = None
    ) -> list[LogEntry]:
        """List entries of at least a severity, the oldest first.

        With ``after``, a ``seq``, the first ones behind that entry; without, the last ones.
        """
        with self._lock:
            kept = list(self._entries)
        chosen = (one for one in kept if one.severity >= severity)
        if after is None:
            return list(deque(chosen, maxlen=limit))
        return list(islice((one for one in chosen if one.seq > after), limit))


_FORMATTER = logging.Formatter()
_OURS = "aniworld"


class _Handler(logging.Handler):
    def __init__(self, tail: LogTail) -> None:
        super().__init__()
        self._tail = tail

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record; one that cannot be formatted is told as logging does, and disturbs nobody."""
        if record.levelno < logging.WARNING and not record.name.startswith(_OURS):
            return
        try:
            self._tail.add(record)
        except Exception:  # noqa: BLE001 - a log message must never stop what it tells of
            self.handleError(record)

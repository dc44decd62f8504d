"""Keeps an eye on sites and hosters, and leaves those alone that asked for it, refuse us or fail."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Lock

from aniworld_core.clock import Clock, utc_now
from aniworld_core.entities import Condition, ConditionKind
from aniworld_core.errors import AniworldError, Gone, ProviderError
from aniworld_core.events import ConditionChanged, Emit
from aniworld_core.ports import ConditionStore
from aniworld_core.services.conditions import hosters
from aniworld_core.services.conditions.rules import failed, refusal

__all__ = ["Conditions"]

_FRESH = timedelta(seconds=3)
"""How long what was read of the store is believed; other processes note conditions there too."""


class Conditions:
    """The conditions of the providers and hosters; fulfils :class:`aniworld_core.plugins.Watch`.

    A provider of which nothing is kept works, as far as is known. A call that ends well writes nothing
    unless that is news. Hosters are kept among the providers (:func:`hoster_of` tells them apart), so that
    all processes know of their rests; these are multiples of ``backoff``.
    """

    def __init__(
        self,
        *,
        store: ConditionStore,
        emit: Emit,
        backoff: timedelta = timedelta(seconds=30),
        clock: Clock = utc_now,
    ) -> None:
        self._store = store
        self._emit = emit
        self._backoff = backoff
        self._clock = clock
        self._lock = Lock()
        self._kept: dict[str, Condition] = {}
        self._blamed: defaultdict[str, set[int]] = defaultdict(set)
        self._read: datetime | None = None

    def all(self) -> Sequence[Condition]:
        """List what is kept, in order of the providers' names."""
        return list(self._current().values())

    def of(self, provider: str) -> Condition | None:
        """Return a provider's condition, or None as long as nothing is known of it."""
        return self._current().get(provider)

    def rest(self, provider: str) -> Condition | None:
        """Return the condition of a provider that is to be left alone now, else None."""
        condition = self.of(provider)
        resting = condition is not None and condition.rests_at(self._clock())
        return condition if resting else None

    def resting(self) -> Sequence[Condition]:
        """List the conditions of those that are to be left alone now."""
        now = self._clock()
        return [condition for condition in self.all() if condition.rests_at(now)]

    def admit(self, provider: str) -> None:
        """Raise the ProviderError for which a provider is not to be asked now, if there is one."""
        condition = self.rest(provider)
        if condition is not None:
            raise refusal(condition, self._clock())

    def note(self, provider: str, error: ProviderError | None) -> None:
        """Learn how a call ended; that a thing does not exist is an answer like any other.

        A call that ends well while the provider rests was under way before, and does not end the rest.
        """
        if error is None or isinstance(error, Gone):
            self._work(provider, ends_rest=False)
        else:
            self._update(provider, lambda kept, now: failed(kept, provider, error, now))

    def release(self, provider: str) -> None:
        """Take a provider for working again, whatever was in the way."""
        self._work(provider, ends_rest=True)

    def look_again(self) -> None:
        """Read anew at the next question what other processes learned, however short ago the last was."""
        with self._lock:
            self._read = None

    def rest_hoster(self, hoster: str) -> Condition | None:
        """Return the condition of a hoster that is to be left alone now, else None; case is no matter."""
        return self.rest(self._hoster(hoster))

    def shaky(self, hoster: str) -> bool:
        """Tell whether the last that was heard of a hoster is a failure: it is tried with one at a time."""
        condition = self.of(self._hoster(hoster))
        return condition is not None and condition.kind is not ConditionKind.WORKING

    def note_hoster(
        self, hoster: str, error: AniworldError | None, item: int | None = None
    ) -> None:
        """Learn how a download (of that ``item`` of the queue) from a hoster ended.

        An item counts once in a row of failures, however often it is tried: it may be the video's fault, and
        others are not to wait for it.
        """
        name = self._hoster(hoster)
        if error is None:
            with self._lock:
                self._blamed.pop(name, None)
            self._work(name, ends_rest=False)
        elif hosters.counts(error) and self._is_news(name, error, item):
            self._update(
                name, lambda kept, now: hosters.failed(kept, name, error, now, self._backoff)
            )

    def _is_news(self, name: str, error: AniworldError, item: int | None) -> bool:
        condition = self.of(name)
        with self._lock:
            if condition is None or condition.kind is ConditionKind.WORKING:
                self._blamed.pop(name, None)  # maybe another process had a download from it
            known = item is not None and item in self._blamed[name]
            if item is not None:
                self._blamed[name].add(item)
        return hosters.asks(error) or not known

    def _hoster(self, hoster: str) -> str:
        """Return the name a hoster is kept by: sites write the same one in different cases."""
        name = hosters.kept_as(hoster)
        current = self._current()
        if name in current:
            return name
        folded = name.casefold()
        return next((one for one in current if one.casefold() == folded), name)

    def _work(self, provider: str, *, ends_rest: bool) -> None:
        def change(kept: Condition | None, now: datetime) -> Condition:
            # Another process may have learned of a rest since ours last looked.
            if kept is not None and kept.rests_at(now) and not ends_rest:
                return kept
            return Condition(provider=provider, kind=ConditionKind.WORKING, since=now)

        condition = self.of(provider)
        if condition is None or condition.kind is ConditionKind.WORKING:
            return
        if ends_rest or not condition.rests_at(self._clock()):
            self._update(provider, change)

    def _current(self) -> dict[str, Condition]:
        now = self._clock()
        with self._lock:
            if self._read is None or not self._read <= now < self._read + _FRESH:
                self._kept = {one.provider: one for one in self._store.all()}
                self._read = now
            return dict(self._kept)

    def _update(
        self, provider: str, change: Callable[[Condition | None, datetime], Condition]
    ) -> None:
        now = self._clock()
        before: Condition | None = None

        def noticed(kept: Condition | None) -> Condition:
            nonlocal before
            before = kept
            return change(kept, now)

        with self._lock:
            after = self._store.update(provider, noticed)
            if after is not None:
                self._kept[provider] = after
        if after is not None and _told(after) != _told(before):
            self._emit(
                ConditionChanged(
                    provider=provider, kind=after.kind, reason=after.reason, until=after.until
                )
            )


def _told(condition: Condition | None) -> tuple[ConditionKind, str, datetime | None]:
    if condition is None:
        return ConditionKind.WORKING, "", None
    return condition.kind, condition.reason, condition.until

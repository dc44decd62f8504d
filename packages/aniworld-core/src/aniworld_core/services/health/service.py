"""Looks at everything that a library needs, one check after another."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from types import MappingProxyType

from aniworld_core.clock import utc_now
from aniworld_core.config import Config
from aniworld_core.entities import Condition, Hold
from aniworld_core.plugins import FurtherHooks, GuardedProvider, PluginManager, Trial, reports
from aniworld_core.ports import Answers, Relay, Store
from aniworld_core.services.health import machine, program
from aniworld_core.services.health.finding import Check, Finding, found
from aniworld_core.services.health.relaying import relay

__all__ = ["Health"]


class Health:
    """Finds what is wrong, and names the fix.

    ``config`` may raise: the checks that need it then tell so, and the others go on. ``providers`` are
    those in use, where a library is open; so are ``store`` and ``relay``, and ``conditions`` lists what is
    known of how the sites are doing, ``hold`` tells what holds all downloads, and ``recognise`` returns the
    mark that the library folder shares with the store, if any, or raises LibraryUnavailable. ``file`` is the
    settings file, if the settings come from one, and ``hooks`` are those of plugins that only the front end
    knows.
    """

    def __init__(  # noqa: PLR0913 - each check looks at something else
        self,
        *,
        config: Callable[[], Config],
        plugins: Callable[[], PluginManager],
        providers: Callable[[], Mapping[str, GuardedProvider]] | None = None,
        conditions: Callable[[], Sequence[Condition]] = tuple,
        hold: Callable[[], Hold | None] = lambda: None,
        recognise: Callable[[], str | None] = lambda: None,
        store: Store | None = None,
        relay: Relay | None = None,
        file: Path | None = None,
        hooks: FurtherHooks = MappingProxyType({}),
    ) -> None:
        self._config = config
        self._plugins = plugins
        self._providers = providers
        self._conditions = conditions
        self._hold = hold
        self._recognise = recognise
        self._store = store
        self._relay = relay
        self._file = file
        self._hooks = hooks

    def check(self, *, online: bool = False) -> Sequence[Finding]:
        """Run every check in order; ``online`` asks the catalogue sites too."""
        checks = self._checks()
        if not online:
            del checks["online"]
        return _all(checks)

    def ready(self) -> Sequence[Finding]:
        """Run those checks only that are quick and tell whether there is something to work with."""
        checks = self._checks()
        return _all({name: checks[name] for name in _QUICK})

    def ask_sites(self) -> Sequence[Finding]:
        """Ask every catalogue site for something, over the network."""
        return _all({"online": self._checks()["online"]})

    def _checks(self) -> dict[str, Check]:
        config = self._config
        trial = cache(lambda: Trial(self._plugins(), config()))
        providers = self._providers or (lambda: trial().providers)
        return {
            "python": machine.python,
            "settings": lambda: program.settings(trial(), self._file),
            "library": lambda: machine.library(config()),
            "mark": lambda: machine.mark(config(), self._recognise),
            "space": lambda: machine.space(config()),
            "downloads": lambda: program.downloads(self._hold()),
            "store": lambda: program.store(trial, config(), self._store),
            "relay": lambda: self._look_at_relay(trial, config()),
            "plugins": lambda: program.plugins(reports(trial(), self._hooks)),
            "online": lambda: program.answers(providers()),
            # Behind what asks the sites, so that it tells what came of that.
            "providers": lambda: program.providers(providers(), self._conditions(), utc_now()),
            "ffmpeg": lambda: machine.ffmpeg(
                lambda: str(config().plugins.get("ytdlp", {}).get("ffmpeg", ""))
            ),
        }

    def _look_at_relay(
        self, trial: Callable[[], Trial], config: Config
    ) -> Iterator[tuple[bool | None, str, str]]:
        """Ask the relay of the open library, or one that is opened for that."""
        if not config.relay and not isinstance(self._relay, Answers):
            yield from relay(None)
        elif self._relay is not None:
            yield from relay(self._relay)
        else:
            with closing(trial().open_relay(config.relay)) as opened:
                yield from relay(opened)


_QUICK = ("library", "mark", "space", "store", "providers")


def _all(checks: Mapping[str, Check]) -> Sequence[Finding]:
    return [one for name, check in checks.items() for one in found(name, check)]

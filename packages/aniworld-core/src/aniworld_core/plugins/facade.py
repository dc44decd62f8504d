"""What the plugins contribute, typed; each kind is asked for once, when it is first needed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from aniworld_core.config import Config
from aniworld_core.errors import InvalidConfig
from aniworld_core.events import Sink
from aniworld_core.plugins.guarded import (
    GuardedNameReader,
    GuardedProvider,
    Unwatched,
    Watch,
)
from aniworld_core.plugins.manager import PluginManager
from aniworld_core.plugins.once import once
from aniworld_core.plugins.relaying import GuardedRelay
from aniworld_core.ports import (
    Downloader,
    Migrator,
    NameReader,
    Provider,
    Relay,
    Resolver,
    Spend,
    Store,
)

__all__ = ["Plugins"]

T = TypeVar("T")


class Plugins:
    """The hooks of one library as plain values; ``watch`` makes what keeps an eye on its providers.

    ``pace`` makes what counts their requests for all processes; without it each provider counts its own.
    """

    def __init__(
        self,
        manager: PluginManager,
        config: Config,
        watch: Callable[[], Watch] = Unwatched,
        pace: Callable[[], Spend] | None = None,
    ) -> None:
        self.manager = manager
        self._config = config
        self._watch = watch
        self._pace = pace

    def open_store(self, url: str) -> Store:
        """Open a store by URL; raises InvalidConfig when no plugin knows the scheme, else StoreError."""
        for _, store in self.manager.ask("aniworld_open_store", url=url):
            return cast("Store", store)
        scheme = url.partition(":")[0]
        raise InvalidConfig(
            f"No installed plugin can open a store of the kind {scheme!r}.",
            hint=f"Mend the setting store: {self._other_store()}, "
            f"or install a plugin that opens {scheme} stores.",
        )

    def open_relay(self, url: str) -> Relay:
        """Open a relay by URL; raises InvalidConfig when no plugin knows the scheme."""
        for _, relay in self.manager.ask("aniworld_open_relay", url=url):
            return GuardedRelay(relay)
        scheme = url.partition(":")[0]
        raise InvalidConfig(
            f"No installed plugin can open a relay of the kind {scheme!r}.",
            hint=f"Mend the setting relay: {self._other_relay()}, "
            f"or install a plugin that opens {scheme} relays.",
        )

    def _other_relay(self) -> str:
        if self.manager.hook.aniworld_open_relay.get_hookimpls():
            return "use redis://HOST:PORT/NUMBER"
        return "install aniworld-relays-redis and use redis://HOST:PORT/NUMBER"

    def _other_store(self) -> str:
        if self.manager.hook.aniworld_open_store.get_hookimpls():
            return "use sqlite:///FILE"
        return "install aniworld-stores-sql and use sqlite:///FILE"

    @once
    def providers(self) -> Mapping[str, GuardedProvider]:
        """The catalogue sites by name."""
        found: dict[str, GuardedProvider] = {}
        plugins: dict[str, str] = {}
        watch = self._watch()
        pace = None if self._pace is None else self._pace()

        def guard(one: Provider) -> GuardedProvider:
            guarded = GuardedProvider(one, watch)
            if pace is not None:
                guarded.share_pace(pace)
            return guarded

        for plugin, provider in self._ask("aniworld_providers", config=self._config):
            guarded = self._made(plugin, guard, provider)
            if guarded is None:
                continue
            if guarded.name in found:
                whose = f"the plugin {plugins[guarded.name]} has it"
                error = ValueError(f"there already is a provider named {guarded.name}: {whose}")
                self.manager.note_broken(plugin, error)
                continue
            found[guarded.name], plugins[guarded.name] = guarded, plugin
        return found

    @once
    def resolvers(self) -> Sequence[Resolver]:
        """Ways from a hoster's page to a stream."""
        return self._all("aniworld_resolvers", config=self._config)

    @once
    def downloaders(self) -> Sequence[Downloader]:
        """Ways from a stream to a file."""
        return self._all("aniworld_downloaders", config=self._config)

    @once
    def migrators(self) -> Sequence[Migrator]:
        """Readers of other programs' data."""
        return self._all("aniworld_migrators")

    @once
    def name_readers(self) -> Sequence[NameReader]:
        """Readers of foreign file names."""
        made = (
            self._made(plugin, GuardedNameReader, reader)
            for plugin, reader in self._ask("aniworld_name_readers")
        )
        return [reader for reader in made if reader is not None]

    @once
    def sinks(self) -> Sequence[Sink]:
        """Listeners to every event."""
        return self._all("aniworld_sinks", config=self._config)

    def _made(self, plugin: str, make: Callable[[Any], T], value: object) -> T | None:
        """Return a guard around a plugin's value, or None where that is nothing to be guarded."""
        try:
            return make(value)
        except Exception as error:  # noqa: BLE001 - what a plugin gives is foreign
            self.manager.note_broken(plugin, error)
            return None

    def _all(self, hook: str, **arguments: object) -> list[Any]:
        return [value for _, value in self._ask(hook, **arguments)]

    def _ask(self, hook: str, **arguments: object) -> Iterator[tuple[str, Any]]:
        return self.manager.ask(hook, **arguments)

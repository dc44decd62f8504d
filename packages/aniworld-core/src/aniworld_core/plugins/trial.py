"""Asks every hook once, to learn what is wrong with the settings before a command needs them."""

from collections.abc import Callable, Iterator
from typing import Any

from aniworld_core.config import AskedConfig, Config
from aniworld_core.errors import AniworldError, InvalidConfig
from aniworld_core.plugins.facade import Plugins
from aniworld_core.plugins.manager import PluginManager
from aniworld_core.serde import Problem

__all__ = ["Trial"]

_KINDS = ("providers", "resolvers", "downloaders", "migrators", "name_readers", "sinks")


class Trial(Plugins):
    """All plugins asked for all they have.

    ``faults`` are the errors of those that refused; ``given`` has what each of the others gave, as the
    plugin's name, the hook and the value.
    """

    def __init__(self, manager: PluginManager, config: Config) -> None:
        self._asked = AskedConfig.of(config)
        super().__init__(manager, self._asked)
        self.faults: dict[str, AniworldError] = {}
        self.given: list[tuple[str, str, object]] = []
        for kind in _KINDS:
            getattr(self, kind)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the settings of plugins: each place and the reason."""
        return [
            *self._wrong_sections(),
            *self._refusals(),
            *self._unknown_sections(),
            *self._scheme_faults("store", self._asked.store, self._other_store),
            *self._scheme_faults("relay", self._asked.relay, self._other_relay),
        ]

    @property
    def sections(self) -> dict[str, object]:
        """The sections that plugins have and that are in order, by place, defaults filled in."""
        asked = self._asked.asked.items()
        return {place: one for place, one in asked if not isinstance(one, InvalidConfig)}

    @property
    def classes(self) -> dict[str, type]:
        """The class of each section that a plugin has, by place, as ``config.describe`` takes them."""
        return dict(sorted(self._asked.classes.items()))

    def _ask(self, hook: str, **arguments: object) -> Iterator[tuple[str, Any]]:
        for name, answer in self.manager.answers(hook, **arguments):
            if isinstance(answer, AniworldError):
                self.faults.setdefault(name, answer)
            else:
                self.given += ((name, hook, one) for one in answer)
                yield from ((name, one) for one in answer)

    def _wrong_sections(self) -> Iterator[Problem]:
        for one in self._asked.asked.values():
            if isinstance(one, InvalidConfig):
                yield from one.problems

    def _refusals(self) -> Iterator[Problem]:
        """Yield what plugins find wrong beyond the rules of their sections."""
        told = {str(one) for one in self._asked.asked.values() if isinstance(one, InvalidConfig)}
        for name, error in self.faults.items():
            if isinstance(error, InvalidConfig) and str(error) not in told:
                yield "", f"the plugin {name} refuses: {error.message}"

    def _unknown_sections(self) -> Iterator[Problem]:
        for group in ("providers", "plugins"):
            for name in getattr(self._asked, group):
                place = f"{group}.{name}"
                if place not in self._asked.asked:
                    yield place, f"no working plugin has this section{self._known(name)}"

    def _known(self, name: str) -> str:
        from difflib import get_close_matches  # only wanted when something is wrong

        known = {place.partition(".")[2]: place for place in sorted(self._asked.asked)}
        if close := get_close_matches(name, known, n=1):
            return f"; did you mean {known[close[0]]}?"
        return f"; known: {', '.join(known.values())}" if known else ""

    def _scheme_faults(self, field: str, url: str, other: Callable[[], str]) -> Iterator[Problem]:
        """Yield what is wrong with the scheme, found by a URL that names nothing that could be opened."""
        scheme = url.partition(":")[0]
        if not scheme:
            return
        for _, answer in self.manager.answers(f"aniworld_open_{field}", url=f"{scheme}://"):
            if isinstance(answer, AniworldError):
                # That the URL names nothing is no news; what else is missing has its problem told.
                yield from answer.problems if isinstance(answer, InvalidConfig) else ()
                return
            for opened in answer:
                opened.close()
                return
        yield field, f"no installed plugin opens {scheme} {field}s; {other()}"

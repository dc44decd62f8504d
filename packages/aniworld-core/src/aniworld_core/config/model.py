"""The settings: one frozen class a section, each setting with its meaning beside it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from attrs import field, frozen

from aniworld_core import serde, validators
from aniworld_core.config.setting import setting
from aniworld_core.entities import (
    ENG_SUB,
    GER_DUB,
    GER_SUB,
    KNOWN_LANGUAGES,
    Language,
    Wanted,
)
from aniworld_core.errors import InvalidConfig

__all__ = [
    "Config",
    "DownloadsConfig",
    "NamingConfig",
    "ScannerConfig",
    "ScheduleConfig",
    "invalid",
]

T = TypeVar("T")
_LEAST_FREE = 1024**2
_VIDEOS = ("mkv", "mp4", "avi", "m4v", "mov", "webm", "ts", "mpg", "mpeg", "wmv", "flv", "ogm")


def _some(value: tuple[object, ...]) -> None:
    if not value:
        raise ValueError("name at least one")


@frozen(kw_only=True)
class DownloadsConfig:
    """What is downloaded and how hard."""

    languages: tuple[Language, ...] = setting(
        "Languages in order of preference; others are never taken.",
        default=(GER_DUB, GER_SUB, ENG_SUB),
        choices=KNOWN_LANGUAGES,
        others=True,
        check=_some,
    )
    hosters: tuple[str, ...] = setting(
        "Hosters in order of preference; those not named come after.", default=()
    )
    quality: str = setting(
        "Which of several streams is taken.",
        default="best",
        choices=validators.QUALITIES,
        check=validators.quality,
    )
    workers: int = setting("Downloads at the same time.", default=2, low=1, high=16)
    attempts: int = setting(
        "Tries per episode before it counts as failed.", default=5, low=1, high=100
    )
    backoff: float = setting(
        "Seconds before the second try; doubled for each further one.",
        default=30.0,
        low=0.0,
        high=86400.0,
    )
    patience: float = setting(
        "Seconds that `aniw download` waits for an episode that is to be tried again.",
        default=120.0,
        low=0.0,
        high=86400.0,
    )
    reserve: int = setting("Bytes that stay free on the library's disk.", default=1024**3, low=0)
    wait_days: int = setting(
        "Days that an episode waits for the first language once another one is offered; 0 = none.",
        default=0,
        low=0,
        high=3650,
    )
    replace: bool = setting(
        "Whether a file in a later language is replaced when an earlier one is offered.",
        default=False,
    )
    per_hoster: int = setting(
        "Downloads from one hoster at the same time, of all processes that use the same store.",
        default=1,
        low=1,
        high=16,
    )
    speed_limit: int = setting(
        "Bytes a second that all downloads together may take; 0 = as many as come.",
        default=0,
        low=0,
    )
    item_speed_limit: int = setting(
        "Bytes a second that one download may take; 0 = as many as come.", default=0, low=0
    )
    window: str = setting(
        "Time of the day in which downloads begin, such as 22:00-06:00; empty = always.",
        default="",
        check=validators.time_window,
    )
    per_hour: int = setting("Downloads in any hour; 0 = no limit.", default=0, low=0)
    trash_days: int = setting(
        "Days that a replaced file stays in the trash.", default=30, low=1, high=3650
    )
    quarantine_days: int = setting(
        "Days that a file which failed its check is kept.", default=14, low=0, high=3650
    )
    quarantine_size: int = setting(
        "Bytes of failed files that are kept at most; the oldest go first.",
        default=5 * 1024**3,
        low=0,
    )

    @property
    def kept_free(self) -> int:
        """Bytes that stay free: the reserve, but a little in any case, for what goes with a video."""
        return max(self.reserve, _LEAST_FREE)

    def wanted(self) -> Wanted:
        """Return the policy that new queue items get."""
        return Wanted(languages=self.languages, hosters=self.hosters, quality=self.quality)


@frozen(kw_only=True)
class NamingConfig:
    """How files are named."""

    template: str = setting(
        "Path of a new file below the library folder.",
        default="{title} ({year})/Season {season:02}/{title} S{season:02}E{episode:02}.{ext}",
        check=validators.naming_template,
    )


@frozen(kw_only=True)
class ScannerConfig:
    """What counts as an episode on the disk."""

    min_size: int = setting("Smaller files (in bytes) are not episodes.", default=10_000, low=0)
    extensions: tuple[str, ...] = setting(
        "File name extensions of videos.",
        default=_VIDEOS,
        check=_some,
    )
    episode_limit: int = setting(
        "The highest episode number that `aniw` accepts.", default=1000, low=1, high=100_000
    )
    guard_share: int = setting(
        "Percent of the known files that may vanish between two scans before a person is asked.",
        default=20,
        low=0,
        high=100,
    )
    guard_files: int = setting("Up to this many vanished files nobody is asked.", default=10, low=0)


@frozen(kw_only=True)
class ScheduleConfig:
    """What `aniw serve` and `aniw worker` do by themselves; of all processes one does it."""

    refresh_hours: float = setting(
        "Hours between two looks at the sites for what is due; 0 = none unasked.",
        default=6.0,
        low=0.0,
        high=168.0,
    )
    scan_hours: float = setting(
        "Hours between two scans of the library folder; 0 = none unasked.",
        default=0.0,
        low=0.0,
        high=168.0,
    )


@frozen(kw_only=True)
class Config:
    """All settings of one library."""

    library: Path | None = setting("The folder that holds the series.", default=None)  # noqa: RUF009 - a field
    data: Path = setting("Where the program keeps its own files.")  # noqa: RUF009 - see above
    store: str = setting(
        "URL of the store, such as postgresql+psycopg://USER@HOST/DATABASE; "
        "empty = an SQLite file in the data folder.",
        default="",
    )
    relay: str = setting(
        "URL of the relay that carries events to other processes; empty = none.", default=""
    )
    host_label: str = setting(
        "Name of this host as others on the same store see it; empty = its own host name.",
        default="",
        check=validators.host_label,
    )
    downloads: DownloadsConfig = DownloadsConfig()
    naming: NamingConfig = NamingConfig()
    scanner: ScannerConfig = ScannerConfig()
    schedule: ScheduleConfig = ScheduleConfig()
    providers: Mapping[str, Mapping[str, Any]] = field(
        factory=dict, metadata={"doc": "One section a provider, such as [providers.aniworld]."}
    )
    plugins: Mapping[str, Mapping[str, Any]] = field(
        factory=dict,
        metadata={"doc": "One section for each other plugin, such as [plugins.ytdlp]."},
    )

    @property
    def root(self) -> Path:
        """The library folder; raises InvalidConfig when none is set."""
        if self.library is None:
            raise InvalidConfig(
                "No library folder is set.",
                hint="Give --library DIR, or run: aniw config set library DIR",
            )
        return self.library

    @property
    def store_url(self) -> str:
        """The store's URL, the default one filled in."""
        return self.store or f"sqlite:///{(self.data / 'library.db').as_posix()}"

    def provider(self, name: str, cls: type[T]) -> T:
        """Return a provider's section as ``cls`` (attrs, with defaults); raises InvalidConfig."""
        return self._section("providers", name, cls)

    def plugin(self, name: str, cls: type[T]) -> T:
        """Return another plugin's section as ``cls`` (attrs, with defaults); raises InvalidConfig."""
        return self._section("plugins", name, cls)

    def _section(self, group: str, name: str, cls: type[T]) -> T:
        try:
            return serde.structure(dict(getattr(self, group).get(name, {})), cls)
        except Exception as error:
            raise invalid(serde.problems(error, f"{group}.{name}")) from error


def invalid(problems: Sequence[serde.Problem]) -> InvalidConfig:
    """Return one error that names every wrong setting."""
    told = ((path, what.rstrip(".")) for path, what in problems)
    lines = "; ".join(f"{path}: {what}" if path else what for path, what in told)
    end = "" if lines.endswith(("?", "}")) else "."  # a template is there to be copied
    return InvalidConfig(
        f"Wrong settings: {lines}{end}",
        hint="Mend them in the file that `aniw config path` names, or in the environment.",
        problems=tuple(problems),
    )

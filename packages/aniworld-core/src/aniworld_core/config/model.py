"""The settings: one frozen class a section, each setting with its meaning beside it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from attrs import Attribute, field, frozen
from cattrs import AttributeValidationNote

from aniworld_core import serde, validators
from aniworld_core.entities import ENG_SUB, GER_DUB, GER_SUB, Language, Wanted
from aniworld_core.errors import InvalidConfig

__all__ = ["Config", "DownloadsConfig", "NamingConfig", "ScannerConfig", "invalid"]

T = TypeVar("T")


def _setting(default: Any, doc: str, *, check: Callable[[Any], object] | None = None) -> Any:
    return field(
        default=default,
        validator=None if check is None else _placed(check),
        metadata={"doc": doc},
    )


def _placed(check: Callable[[Any], object]) -> Callable[[object, "Attribute[Any]", Any], None]:
    """Let a check's error tell the setting's name, as cattrs does for errors of its own."""

    def validate(_: object, attribute: "Attribute[Any]", value: object) -> None:
        try:
            check(value)
        except ValueError as error:
            note = AttributeValidationNote(attribute.name, attribute.name, attribute.type)
            error.add_note(note)
            raise

    return validate


def _some(value: tuple[object, ...]) -> None:
    if not value:
        raise ValueError("name at least one")


def _between(low: float, high: float) -> Callable[[float], None]:
    def check(value: float) -> None:
        if not low <= value <= high:
            raise ValueError(f"{value} is not between {low} and {high}")

    return check


def _not_negative(value: int) -> None:
    if value < 0:
        raise ValueError(f"{value} is less than 0")


@frozen(kw_only=True)
class DownloadsConfig:
    """What is downloaded and how hard."""

    languages: tuple[Language, ...] = _setting(
        (GER_DUB, GER_SUB, ENG_SUB),
        "Languages in order of preference; others are never taken.",
        check=_some,
    )
    hosters: tuple[str, ...] = _setting(
        (), "Hosters in order of preference; those not named come after."
    )
    quality: str = _setting(
        "best", "best, worst, 360p, 480p, 720p or 1080p.", check=validators.quality
    )
    workers: int = _setting(2, "Downloads at the same time (1 to 16).", check=_between(1, 16))
    attempts: int = _setting(
        5, "Tries per episode before it counts as failed (1 to 100).", check=_between(1, 100)
    )
    backoff: float = _setting(
        30.0,
        "Seconds before the second try; doubled for each further one.",
        check=_between(0.0, 86400.0),
    )
    patience: float = _setting(
        120.0,
        "Seconds that `aniw download` waits for an episode that is to be tried again.",
        check=_between(0.0, 86400.0),
    )
    reserve: int = _setting(
        1024**3, "Bytes that stay free on the library's disk.", check=_not_negative
    )

    def wanted(self) -> Wanted:
        """Return the policy that new queue items get."""
        return Wanted(languages=self.languages, hosters=self.hosters, quality=self.quality)


@frozen(kw_only=True)
class NamingConfig:
    """How files are named."""

    template: str = _setting(
        "{title} ({year})/Season {season:02}/{title} S{season:02}E{episode:02}.{ext}",
        "Path of a new file below the library folder.",
        check=validators.naming_template,
    )


@frozen(kw_only=True)
class ScannerConfig:
    """What counts as an episode on the disk."""

    min_size: int = _setting(
        10_000, "Smaller files (in bytes) are not episodes.", check=_not_negative
    )
    extensions: tuple[str, ...] = _setting(
        ("mkv", "mp4", "avi", "m4v", "mov", "webm", "ts", "mpg", "mpeg", "wmv", "flv", "ogm"),
        "File name extensions of videos.",
        check=_some,
    )
    episode_limit: int = _setting(
        1000, "The highest episode number that `aniw` accepts.", check=_between(1, 100_000)
    )
    guard_share: int = _setting(
        20,
        "Percent of the known files that may vanish between two scans before a person is asked.",
        check=_between(0, 100),
    )
    guard_files: int = _setting(
        10, "Up to this many vanished files nobody is asked.", check=_not_negative
    )


@frozen(kw_only=True)
class Config:
    """All settings of one library."""

    library: Path | None = _setting(None, "The folder that holds the series.")  # noqa: RUF009 - a field
    data: Path = field(metadata={"doc": "Where the program keeps its own files."})
    store: str = _setting("", "URL of the store; empty = an SQLite file in the data folder.")
    downloads: DownloadsConfig = DownloadsConfig()
    naming: NamingConfig = NamingConfig()
    scanner: ScannerConfig = ScannerConfig()
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

"""Settings that note which plugins' sections are asked for, so that those nobody knows stand out."""

from typing import Self, TypeVar

from attrs import field, fields, frozen

from aniworld_core.config.model import Config
from aniworld_core.errors import InvalidConfig

__all__ = ["AskedConfig"]

T = TypeVar("T")


@frozen(kw_only=True)
class AskedConfig(Config):
    """The same settings; ``asked`` has what each place, such as ``plugins.ytdlp``, answered.

    That is the section with its defaults filled in, or the error where it is wrong. ``classes`` has what
    it was asked for as.
    """

    asked: dict[str, object] = field(factory=dict)
    classes: dict[str, type] = field(factory=dict)

    @classmethod
    def of(cls, config: Config) -> Self:
        """Return settings with the same values, for which nobody has asked yet."""
        return cls(**{one.name: getattr(config, one.name) for one in fields(Config)})

    def _section(self, group: str, name: str, cls: type[T]) -> T:
        place = f"{group}.{name}"
        self.classes[place] = cls
        try:
            section = super()._section(group, name, cls)
        except InvalidConfig as error:
            self.asked[place] = error
            raise
        self.asked[place] = section
        return section

"""Settings as data for forms: types, defaults, meanings and rules."""

import json
from pathlib import Path

import pytest
from attrs import frozen

from aniworld_core import hookimpl, serde
from aniworld_core.config import Config, Setting, describe, parse, setting
from aniworld_core.errors import InvalidConfig
from aniworld_core.events import Sink
from aniworld_core.plugins import PluginManager, Trial


@frozen(kw_only=True)
class DiaryConfig:
    """The section of the diary."""

    pages: int = setting("Pages a day.", default=3, low=1, high=10)
    pace: float = setting("Pages an hour.", default=1.0, low=0.5)
    rest: int = setting("Days without.", default=0, high=6)
    shared: bool = setting("Whether all may read it.", default=False)
    folder: Path | None = setting("Where it is.", default=None)  # noqa: RUF009 - a field
    access_token: str = setting("What opens it.", default="")
    plain: str = "without a word"


class Diary:
    """A plugin that reads its section."""

    @hookimpl
    def aniworld_sinks(self, config: Config) -> list[Sink]:
        config.plugin("diary", DiaryConfig)
        return []


def settings(plugins: dict[str, type] | None = None) -> dict[str, Setting]:
    return {one.path: one for section in describe(plugins or {}) for one in section.settings}


def test_every_setting_of_the_core_is_described_with_its_default() -> None:
    plain = serde.unstructure(Config(data=Path()))
    told: dict[str, object] = {}
    for name, value in plain.items():
        inner = value if isinstance(value, dict) and value else None
        told |= {f"{name}.{one}": at for one, at in inner.items()} if inner else {name: value}
    known = settings()
    assert sorted(known) == sorted(told)
    for path, one in known.items():
        assert one.doc.endswith("."), path
        if one.type != "sections" and path != "data":
            assert one.default == told[path]
    assert json.dumps([serde.unstructure(section) for section in describe()])


def test_types_and_rules_are_told() -> None:
    known = settings()
    assert known["library"].type == "path"
    assert known["providers"].type == "sections"
    quality = known["downloads.quality"]
    assert (quality.type, quality.rules.choices[0], quality.rules.others) == ("text", "best", False)
    languages = known["downloads.languages"]
    assert languages.type == "list of texts"
    assert set(languages.rules.choices) >= {"ger-dub", "eng-sub"}
    assert languages.rules.others
    workers = known["downloads.workers"]
    assert (workers.type, workers.rules.low, workers.rules.high) == ("whole number", 1, 16)
    assert known["downloads.backoff"].type == "number"


@pytest.mark.parametrize("one", settings().values(), ids=lambda one: one.path)
def test_what_a_form_offers_is_accepted(one: Setting) -> None:
    """Choices and bounds are those that the settings are checked by."""

    def given(value: object) -> object:
        section, _, name = one.path.rpartition(".")
        return parse({section: {name: value}})

    for choice in one.rules.choices:
        assert given([choice] if one.type == "list of texts" else choice)
    for bound, step in ((one.rules.low, -1), (one.rules.high, 1)):
        if bound is not None:
            assert given(bound)
            with pytest.raises(InvalidConfig):
                given(bound + step)


def test_sections_of_plugins_are_described_even_where_they_are_wrong() -> None:
    manager = PluginManager()
    manager.add(Diary(), "diary")
    trial = Trial(manager, parse({"plugins": {"diary": {"pages": 99}}}))
    assert trial.classes == {"plugins.diary": DiaryConfig}
    section = describe(trial.classes)[-1]
    assert (section.path, section.doc) == ("plugins.diary", "The section of the diary.")
    types = [(one.name, one.type) for one in section.settings]
    assert types == [
        ("pages", "whole number"),
        ("pace", "number"),
        ("rest", "whole number"),
        ("shared", "true or false"),
        ("folder", "path"),
        ("access_token", "text"),
        ("plain", "text"),
    ]
    assert [one.name for one in section.settings if one.secret] == ["access_token"]


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ({"pages": 11}, "plugins.diary.pages: 11 is not between 1 and 10"),
        ({"pace": 0.1}, "plugins.diary.pace: 0.1 is less than 0.5"),
        ({"pace": float("nan")}, "plugins.diary.pace: nan is less than 0.5"),
        ({"rest": 7}, "plugins.diary.rest: 7 is more than 6"),
    ],
    ids=str,
)
def test_bounds_are_checked(section: dict[str, object], told: str) -> None:
    with pytest.raises(InvalidConfig, match=told):
        parse({"plugins": {"diary": section}}).plugin("diary", DiaryConfig)

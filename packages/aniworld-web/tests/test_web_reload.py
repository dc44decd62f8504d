"""What a change of the settings tells: what differs, and what was saved in vain."""

from pathlib import Path

import pytest
from attrs import evolve

from aniworld_core.config import Config, ScheduleConfig, parse
from aniworld_core.errors import InvalidConfig, NotPossible
from aniworld_core.services.settings import Settings
from aniworld_web.reload import change, differing
from aniworld_web.site import Site


@pytest.mark.parametrize(
    ("plugins", "paths"),
    [
        ({"web": {"port": 1}}, ["plugins.web.port"]),
        ({"web": {"port": 1}, "x": {"deep": {"a": 1}}}, ["plugins.web.port", "plugins.x.deep.a"]),
        ({"web": {}}, []),
    ],
)
def test_settings_of_a_new_section_differ_one_by_one(
    plugins: dict[str, object], paths: list[str]
) -> None:
    one, other = parse({"plugins": plugins}), parse({})
    assert list(differing(one, other)) == list(differing(other, one)) == paths


def test_a_section_in_place_of_a_text_differs() -> None:
    one, other = (parse({"plugins": {"x": {"a": value}}}) for value in ("text", {"b": 1}))
    assert list(differing(one, other)) == ["plugins.x.a"]


def test_what_is_saved_but_cannot_take_effect_is_told(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    before = site.library

    def load() -> Config:
        raise InvalidConfig("The environment is wrong.", hint="Mend it.")

    site.settings, site.load = Settings(file), load
    with pytest.raises(NotPossible, match=r"were saved, .* The environment is wrong"):
        change(site, lambda settings: settings.set("downloads.workers", "7"))
    assert "workers = 7" in file.read_text()
    assert site.library is before


def test_the_process_keeps_its_name_when_the_settings_change(site: Site, tmp_path: Path) -> None:
    before = site.library
    site.settings = Settings(tmp_path / "config.toml")
    site.load = lambda: evolve(before.config, schedule=ScheduleConfig(scan_hours=1.0))
    assert (
        change(site, lambda settings: settings.set("schedule.scan_hours", "1")).restart_needed == ()
    )
    assert site.library is not before
    assert site.library.config.schedule.scan_hours == 1.0
    assert site.library.workers.name == before.workers.name

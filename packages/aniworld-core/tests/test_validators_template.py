"""The naming template, and that no two episodes can get one path by it."""

from itertools import product

import pytest

from aniworld_core import validators
from aniworld_core.config import NamingConfig
from aniworld_core.errors import InvalidValue


@pytest.mark.parametrize(
    "template",
    [
        NamingConfig().template,
        "{title}/S{season}E{episode}.{ext}",
        "{title}/{season}x{episode:02}.{ext}",
        "{title} ({year})/Season {season:02}/{episode:03}.{ext}",
        "{title}/{season:02d}/{language}/{title} - {episode:03d}.{ext}",
        "{title}/Season {season:02}/{episode:02} - {episode_title}.{ext}",
        "{title}/{episode_title} S{season}E{episode}.{ext}",
        "{title}/S{season} {episode_title} E{episode}.{ext}",
        "{title}/S{season} ({year}) {episode}.{ext}",
        "Anime {title}/S{season}E{episode} [{language}].{ext}",
        "{title}/{{S{season}E{episode}}}.{ext}",
    ],
)
def test_templates_that_tell_episodes_apart(template: str) -> None:
    assert validators.naming_template(template) == template


@pytest.mark.parametrize(
    ("template", "rule"),
    [
        ("", "it is empty"),
        ("/{title}/S{season}E{episode}.{ext}", "it must be relative"),
        ("{title}/../S{season}E{episode}.{ext}", "it has an empty part, '.' or '..'"),
        ("{title}/./S{season}E{episode}.{ext}", "it has an empty part"),
        ("{title}//S{season}E{episode}.{ext}", "it has an empty part"),
        ("{title}/S{season}:E{episode}.{ext}", "':' is not allowed"),
        ("{title}\\S{season}E{episode}.{ext}", "is not allowed"),
        ("{title}/S{season}\x00E{episode}.{ext}", "it has invisible characters"),
        ("{title}/S{season}E{episode}", "it must end with .{ext}"),
        ("{title}/S{season}E{episode}{ext}", "it must end with .{ext}"),
        ("{title}/S{season}E{episode}.{ext}.{ext}", "it must end with .{ext}"),
        ("{ext}", "it names no folder"),
        ("{title} S{season}E{episode}.{ext}", "it names no folder for the series"),
        ("Anime/{title}/S{season}E{episode}.{ext}", "lacks {title}"),
        ("{title}/E{episode}.{ext}", "{season} is missing"),
        ("{title}/S{season}.{ext}", "{episode} is missing"),
        ("{title} S{season}/E{episode}.{ext}", "{season} must not stand in the first part"),
        ("{title} {language}/S{season}E{episode}.{ext}", "{language} must not stand in the first"),
        ("{title}/{season}{episode}.{ext}", "touches a digit or another token"),
        ("{title}/{season:02}{episode:02}.{ext}", "touches a digit or another token"),
        ("{title}/S{season}0{episode}.{ext}", "touches a digit or another token"),
        ("{title}/S{season}{year}E{episode}.{ext}", "touches a digit or another token"),
        ("{title}/{title}{season}E{episode}.{ext}", "touches a digit or another token"),
        ("{title}/{season}({year}){episode}.{ext}", "could vanish"),
        ("{title}/{season} [{episode_title}]{episode}.{ext}", "could vanish"),
        ("{title}/{episode_title} {season}x{episode} {language}.{ext}", "texts that vary"),
        ("{title}/S{season!r}E{episode}.{ext}", "cannot be filled in"),
        ("{title:10}/S{season}E{episode}.{ext}", "cannot be filled in"),
        ("{title}/S{season:>9}E{episode}.{ext}", "cannot be filled in"),
        ("{title}/S{season:x}E{episode}.{ext}", "cannot be filled in"),
        ("{title}/S{season}E{episode}.{ext", "expected '}'"),
        ("{title}/S{}E{episode}.{ext}", "{} is not known"),
        ("{title.__class__}/S{season}E{episode}.{ext}", "is not known"),
    ],
)
def test_other_templates_are_told(template: str, rule: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        validators.naming_template(template)
    assert rule in caught.value.message
    assert caught.value.hint


def test_an_unknown_token_gets_a_suggestion() -> None:
    with pytest.raises(InvalidValue, match=r"{epsiode} is not known") as caught:
        validators.naming_template("{title}/S{season}E{epsiode}.{ext}")

    assert caught.value.hint == "Did you mean {episode}?"


TEMPLATES = [
    f"{{title}}/{before}{{season}}{between}{{episode}}{behind}.{{ext}}"
    for before, between, behind in product(
        ["", "S", "1", "{episode_title}_", "{language}/"],
        ["", "0", "E", " ", " ({year})", "({year}) ", "/", "{year}", "_{episode_title}_", "x"],
        ["", "0", " E", "_{language}", " - {episode_title}"],
    )
]
EPISODES = list(
    product(
        [1, 11, 101],
        [1, 11, 111, 1011],
        ["A", "A_1x1_B", "A_1E1_B"],
        ["C", "B_11x11_C", "B_11E11_C"],
    )
)


def test_two_episodes_never_get_one_path() -> None:
    usable = [template for template in TEMPLATES if _usable(template)]

    assert 60 < len(usable) < len(TEMPLATES)
    for template in usable:
        owners: dict[str, set[tuple[int, int]]] = {}
        for season, episode, text, language in EPISODES:
            values = {"episode_title": text, "language": language}
            path = template.format(
                title="T", year="", season=season, episode=episode, ext="mkv", **values
            )
            owners.setdefault(path.replace(" ()", "").replace("()", ""), set()).add(
                (season, episode)
            )
        assert all(len(ids) == 1 for ids in owners.values()), template


def _usable(template: str) -> bool:
    try:
        validators.naming_template(template)
    except InvalidValue:
        return False
    return True

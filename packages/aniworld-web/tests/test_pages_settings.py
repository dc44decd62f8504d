"""The settings' form: complete, checked, kept as typed where it is refused, and never in clear."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import frozen
from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette

import aniworld_web
from aniworld_core import hookimpl
from aniworld_core.config import Config, describe, load, setting
from aniworld_core.library import Library
from aniworld_core.plugins import PluginManager, Trial
from aniworld_core.services.settings import Settings
from aniworld_core.testing.world import World
from aniworld_web.app import create_app
from aniworld_web.site import Site
from tools.pages import page

SECRET = "s3cr3t-of-the-diary"


@frozen(kw_only=True)
class DiaryConfig:
    """What the diary notes."""

    pages: int = setting("Pages a day.", default=3, low=1)
    api_key: str = setting("Lets the diary in.", default="")
    mood: str = setting("How it sounds <b>today</b>.", default="calm", choices=("calm", "wild"))
    loud: bool = setting("Whether it sings.", default=False)


class Diary:
    """A plugin with settings."""

    @hookimpl
    def aniworld_sinks(self, config: Config) -> Iterator[Any]:
        config.plugin("diary", DiaryConfig)
        return iter(())


@pytest.fixture
def file(tmp_path: Path, root: Path) -> Path:
    """Return the settings file."""
    file = tmp_path / "config.toml"
    file.write_text(
        f"""\
# written by hand
library = "{root}"
data = "{tmp_path / "data"}"
store = "memory:"

[downloads]
reserve = 0

[plugins.diary]
api_key = "{SECRET}"

[plugins.web]
download = false
"""
    )
    return file


@pytest.fixture
def reload_config(file: Path) -> Callable[[], Config]:
    """Return what reads the settings as at the start, with three workers set by the environment."""
    return lambda: load(file, environment={"ANIWORLD_DOWNLOADS__WORKERS": "3"})


@pytest.fixture
def manager(world: World) -> PluginManager:
    manager = PluginManager()
    manager.add(world, "world")
    manager.add(Diary(), "diary")
    manager.add(aniworld_web, "web")
    return manager


@pytest.fixture
def library(manager: PluginManager, reload_config: Callable[[], Config]) -> Iterator[Library]:
    with Library.open(reload_config(), plugins=manager) as library:
        yield library


@pytest.fixture
def app(
    library: Library, manager: PluginManager, file: Path, reload_config: Callable[[], Config]
) -> Starlette:
    settings = Settings(file, check=lambda config: Trial(manager, config).problems)
    return create_app(library, settings=settings, load=reload_config)


def said(answer: httpx.Response, selector: str = "main") -> str:
    return " ".join(
        " ".join(one.text().split()) for one in LexborHTMLParser(answer.text).css(selector)
    )


def filled_in(client: httpx.Client, address: str) -> dict[str, list[str]]:
    """Return what a browser would send of the form as it is."""
    data: dict[str, list[str]] = {}
    for node in page(client, address).css("main form [name]"):
        name, value = node.attributes["name"] or "", node.attributes.get("value")
        if node.tag == "select":
            chosen = node.css_first("option[selected]") or node.css_first("option")
            value = chosen.attributes["value"] if chosen else ""
        elif node.tag == "textarea":
            value = node.text()
        elif node.attributes.get("type") == "checkbox" and "checked" not in node.attributes:
            continue
        data.setdefault(name, []).append(value or "")
    return data


def save(client: httpx.Client, address: str = "/settings", **changes: object) -> httpx.Response:
    """Send the form with some changes; names have __ in place of dots, None unticks."""
    data = filled_in(client, address)
    for name, value in changes.items():
        path = name.replace("__", ".")
        assert value is None or path in data or value == "1", path
        if value is None:
            del data[path]
        else:
            data[path] = value if isinstance(value, list) else [str(value)]
    return client.post(address, data=data)


def stored(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text())


def test_every_setting_stands_in_a_form(client: httpx.Client, library: Library) -> None:
    sections = describe(Trial(library.plugins.manager, library.config).classes)
    paths = [one.path for section in sections for one in section.settings if one.type != "sections"]
    assert "plugins.diary.mood" in paths
    forms = [filled_in(client, address) for address in ("/settings", "/settings/plugins")]
    named = {name for form in forms for name in (*form, *form["flag"])}
    assert sorted(paths) == sorted(named - {"flag"})


def test_a_form_as_it_is_changes_nothing(client: httpx.Client, file: Path) -> None:
    before = file.read_text()
    for address in ("/settings", "/settings/plugins"):
        assert save(client, address).headers["location"] == address
    assert file.read_text() == before
    assert not (file.parent / "backups").exists()


def test_what_was_changed_is_saved_and_nothing_else(client: httpx.Client, file: Path) -> None:
    answer = save(
        client,
        downloads__backoff="1,5",
        downloads__hosters="VOE,  Vidoza, VOE",
        downloads__languages=["eng-sub", "", "ger-dub", ""],
        downloads__quality="720p",
        scanner__min_size="5",
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings")
    assert stored(file)["downloads"] == {
        "reserve": 0,
        "backoff": 1.5,
        "hosters": ["VOE", "Vidoza"],
        "languages": ["eng-sub", "ger-dub"],
        "quality": "720p",
    }
    assert stored(file)["scanner"] == {"min_size": 5}
    assert file.read_text().startswith("# written by hand\n")
    assert len(list((file.parent / "backups").iterdir())) == 1


def test_what_is_saved_is_in_effect(client: httpx.Client, site: Site) -> None:
    save(client, downloads__attempts="7")
    assert site.library.config.downloads.attempts == 7


def test_an_empty_field_means_as_usual(client: httpx.Client, file: Path) -> None:
    save(client, downloads__attempts="7", downloads__reserve="5000")
    save(client, downloads__attempts="", downloads__reserve="")
    assert "attempts" not in stored(file).get("downloads", {})
    field = page(client, "/settings").css_first("#downloads-reserve")
    assert field is not None
    assert field.attributes["value"] == str(1024**3)


def test_flags_are_ticked_and_unticked(client: httpx.Client, file: Path) -> None:
    save(client, "/settings/plugins", plugins__diary__loud="1")
    assert stored(file)["plugins"]["diary"]["loud"] is True
    save(client, "/settings/plugins", plugins__diary__loud=None)
    assert stored(file)["plugins"]["diary"]["loud"] is False


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"downloads__attempts": "0"}, "It has to be from 1 to 100."),
        ({"downloads__attempts": "many"}, "It has to be a whole number."),
        ({"downloads__attempts": "1" * 40}, "It has to be a whole number."),
        ({"downloads__backoff": "inf"}, "It has to be a number."),
        ({"downloads__reserve": "-1"}, "It has to be at least 0."),
        ({"downloads__languages": ["klingon"]}, "klingon"),
        ({"downloads__quality": "<script>"}, "<script>"),
        ({"naming__template": "../{title}.{ext}"}, ".."),
        ({"store": "nowhere://x"}, "nowhere"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_kept(
    client: httpx.Client, file: Path, changes: dict[str, Any], told: str
) -> None:
    before = file.read_text()
    answer = save(client, scanner__guard_files="77", **changes)
    assert answer.status_code == 422
    assert file.read_text() == before
    (name,) = changes
    id = name.replace("__", "-")
    assert told in said(answer, f"#problem-{id}")
    tree = LexborHTMLParser(answer.text)
    assert tree.css(f'.note-bad a[href^="#{id}"]')
    kept = tree.css_first("#scanner-guard_files")
    assert kept is not None
    assert kept.attributes["value"] == "77"
    wrong = tree.css_first(f"#{id}, #{id}-0")
    assert wrong is not None
    assert wrong.attributes["aria-invalid"] == "true"


@pytest.mark.parametrize(
    "text", ["\N{RIGHT-TO-LEFT OVERRIDE}x", "a\tb", "'; drop", "\\", '"""', "{" * 50]
)
def test_hostile_texts_are_saved_as_they_are_or_refused(
    client: httpx.Client, file: Path, text: str
) -> None:
    answer = save(client, downloads__hosters=text)
    assert answer.status_code == 303
    assert stored(file)["downloads"]["hosters"] == [text]
    assert filled_in(client, "/settings")["downloads.hosters"] == [text]


def test_fields_that_are_not_in_the_form_are_ignored(client: httpx.Client, file: Path) -> None:
    before = file.read_text()
    data = {"plugins.web.host": "0.0.0.0", "__proto__": "x", "downloads": "x", "flag": "store"}
    assert client.post("/settings", data=data).status_code == 303
    assert file.read_text() == before


def check(client: httpx.Client, field: str, value: str) -> str:
    """Ask as the form does while one types."""
    answer = client.post("/settings/check", params={"field": field}, data={field: value})
    assert answer.status_code == 200
    return said(answer, ".field-problem")


def test_a_field_is_checked_while_one_types(client: httpx.Client, file: Path) -> None:
    before = file.read_text()
    assert check(client, "downloads.attempts", "0") == "It has to be from 1 to 100."
    assert check(client, "downloads.attempts", "9") == ""
    assert check(client, "plugins.diary.pages", "0") == "It has to be at least 1."
    assert "naming template" in check(client, "naming.template", "{nope}")
    assert file.read_text() == before
    for field in ("nothing", "downloads", "", "a" * 3000, "<script>"):
        answer = client.post("/settings/check", params={"field": field}, data={field: "x"})
        assert answer.status_code in {303, 422}


def test_secrets_are_never_shown_and_stay(client: httpx.Client, file: Path) -> None:
    answer = client.get("/settings/plugins")
    assert SECRET not in answer.text
    field = LexborHTMLParser(answer.text).css_first("#plugins-diary-api_key")
    assert field is not None
    assert (field.attributes["type"], field.attributes["value"]) == ("password", "***")
    save(client, "/settings/plugins", plugins__diary__pages="9")
    assert stored(file)["plugins"]["diary"] == {"api_key": SECRET, "pages": 9}
    refused = save(
        client, "/settings/plugins", plugins__diary__pages="0", plugins__diary__api_key="n3w"
    )
    assert refused.status_code == 422
    save(client, "/settings/plugins", plugins__diary__api_key=" a new one ")
    assert stored(file)["plugins"]["diary"]["api_key"] == " a new one "
    save(client, "/settings/plugins", plugins__diary__api_key="")
    assert "api_key" not in stored(file)["plugins"]["diary"]


def test_what_is_set_elsewhere_and_what_needs_a_restart_is_told(client: httpx.Client) -> None:
    assert "Set elsewhere" in said(client.get("/settings"), "#setting-downloads-workers")
    assert "After a restart" not in client.get("/settings/plugins").text
    save(client, "/settings/plugins", plugins__web__port="9000")
    answer = client.get("/settings/plugins")
    assert "only after a restart of the program: Web application: Port" in said(answer)
    assert "After a restart" in said(answer, "#setting-plugins-web-port")

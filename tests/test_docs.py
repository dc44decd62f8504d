"""The documentation is true: generated pages, links and every block of code."""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from aniworld_cli.main import program
from aniworld_core.config import parse
from tools.docs import PAGES
from tools.docs.hooks import hooks, signature

REPOSITORY = Path(__file__).resolve().parents[1]
DOCS = REPOSITORY / "docs"
TEXTS = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(#[^)\s]+)?\)")


class Block(NamedTuple):
    """A fenced block of a page; ``place`` is page and line."""

    place: str
    text: str

    def __str__(self) -> str:
        return self.place


def name(page: Path) -> str:
    return page.relative_to(REPOSITORY).as_posix()


def blocks(*languages: str) -> list[Block]:
    found = []
    for page in TEXTS:
        content = page.read_text("utf-8")
        for match in BLOCK.finditer(content):
            if match[1] in languages:
                line = content.count("\n", 0, match.start()) + 1
                found.append(Block(f"{name(page)}:{line}", match[2]))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_generated_page_is_up_to_date(page: str) -> None:
    assert (DOCS / page).read_text("utf-8") == PAGES[page](), "run: python -m tools.docs"


def test_every_hook_stands_on_its_page_with_its_signature() -> None:
    page = (DOCS / "hooks.md").read_text("utf-8")
    found = list(hooks())
    assert len(found) > 7
    for hook in found:
        assert hook.__doc__, hook.__name__
        assert f"## {hook.__name__}\n\n```text\n{signature(hook)}\n```" in page


def test_the_settings_of_every_plugin_stand_on_their_page() -> None:
    page = (DOCS / "settings.md").read_text("utf-8")
    asking = re.compile(r"config\.(provider|plugin)\((?:\"(\w+)\"|(\w+)\.name), (\w+)\)")
    found = {
        f"[{group}s.{literal or owner.lower()}]"
        for path in REPOSITORY.glob("packages/*/src/**/*.py")
        for group, literal, owner, _ in asking.findall(path.read_text("utf-8"))
    }
    assert found
    assert all(f"## {section}" in page for section in found)


@pytest.mark.parametrize("page", TEXTS, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = [
        target
        for target, _ in LINK.findall(page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert not broken


def test_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set[Path](), [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.is_file():
            continue
        reached.add(page)
        waiting += [
            (page.parent / target).resolve() for target, _ in LINK.findall(page.read_text("utf-8"))
        ]
    assert set(DOCS.glob("**/*.md")) <= reached


@pytest.mark.parametrize("block", blocks("python"), ids=str)
def test_python_blocks_run(block: Block, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", block.text],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("block", blocks("json"), ids=str)
def test_json_blocks_are_json(block: Block) -> None:
    json.loads(block.text)


@pytest.mark.parametrize("block", blocks("toml"), ids=str)
def test_toml_blocks_are_settings_or_project_files(block: Block) -> None:
    data = tomllib.loads(block.text)
    if "project" not in data:
        parse(data)


def commands() -> Iterator[str]:
    """Yield every ``aniw ...`` line of the pages, without what follows a pipe or a comment."""
    for block in blocks("sh", "console"):
        for line in block.text.splitlines():
            command = re.split(r"\s[|#>]", line.removeprefix("$ "))[0].strip()
            if command.startswith("aniw "):
                yield command


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_commands_in_the_pages_exist(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        program().main([*shlex.split(command)[1:], "--help"])
    assert done.value.code == 0, capsys.readouterr().err

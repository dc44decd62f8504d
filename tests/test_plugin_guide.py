"""docs/plugins.md, followed to the letter, gives a provider that fulfils its contract."""

import re
import subprocess
import sys
from pathlib import Path

from attrs import fields, has

import aniworld_scraping
from aniworld_core import ports, testing
from tools.docs.plugin_names import ENTITIES
from tools.docs.plugins import shown_ports

REPOSITORY = Path(__file__).resolve().parents[1]
GUIDE = (REPOSITORY / "docs" / "plugins.md").read_text("utf-8")
FILES = re.findall(r"^`([\w./]+)`:\n\n```\w+\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def test_a_provider_written_as_the_guide_says_fulfils_its_contract(tmp_path: Path) -> None:
    assert [path.rpartition("/")[2] for path, _ in FILES] == [
        "pyproject.toml",
        "README.md",
        "__init__.py",
        "test_archive.py",
    ]
    for path, text in FILES:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"\d\d passed", done.stdout)


def test_the_provider_of_the_guide_is_one_file_of_at_most_sixty_lines() -> None:
    (source,) = (text for path, text in FILES if path.endswith("__init__.py"))
    assert len(source.splitlines()) <= 60


def test_every_port_has_a_section_with_each_of_its_members() -> None:
    shown = set(shown_ports())
    stores = {name for name in ports.__all__ if name.endswith("Store")}
    values = {"LARGEST_COVER", "OldSeries", "Progress", "Report", "Spend"}
    assert shown | values | stores >= set(ports.__all__)
    for name in shown:
        _, _, section = GUIDE.partition(f"\n### {name}\n")
        section = section.partition("\n### ")[0]
        members = [one for one in vars(getattr(ports, name)) if not one.startswith("_")]
        assert members
        assert all(f"- `{member}" in section for member in members), name


def test_every_entity_has_a_section_with_each_of_its_fields() -> None:
    for entity in ENTITIES:
        _, _, section = GUIDE.partition(f"\n### {entity.__name__}\n")
        section = section.partition("\n### ")[0]
        names = [one.name for one in fields(entity)] if has(entity) else [entity.__name__]
        assert names
        assert all(re.search(rf"\b{name}\b", section) for name in names), entity


def test_every_public_name_of_scraping_is_shown() -> None:
    _, _, section = GUIDE.partition("\n## aniworld_scraping\n")
    for name in aniworld_scraping.__all__:
        assert re.search(rf"^(### {name}$|- `{name}\()", section, re.MULTILINE), name
    assert not re.search("0x[0-9a-f]{4}", section)


def test_every_contract_is_named() -> None:
    for name in testing.__all__:
        assert f"{name}`" in GUIDE, name

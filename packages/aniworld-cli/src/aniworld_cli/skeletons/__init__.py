"""The beginnings of plugins, as ``aniw plugins new`` writes them."""

import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from keyword import iskeyword
from pathlib import Path
from string import Template

from aniworld_core.errors import AlreadyThere, InvalidValue

__all__ = ["KINDS", "checked_name", "skeleton", "write"]

KINDS: Sequence[str] = ("provider", "resolver", "migrator")
"""What a skeleton may be of."""

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
_LONGEST = 40


def checked_name(name: str) -> str:
    """Return a name that can be a plugin's, a module's and a section's; raises InvalidValue."""
    if len(name) > _LONGEST or not _NAME.fullmatch(name) or iskeyword(name):
        raise InvalidValue(
            f"{name!r} cannot be the name of a plugin.",
            hint="Use lower-case letters, digits and single hyphens, a letter first: my-site.",
        )
    return name


def skeleton(name: str, kind: str) -> Mapping[str, str]:
    """Return each file of the plugin ``name`` by its path below the plugin's folder."""
    module = f"aniworld_{kind}_{name.replace('-', '_')}"
    values = {
        "name": name,
        "kind": kind,
        "distribution": f"aniworld-{kind}-{name}",
        "module": module,
        "cls": "".join(part.capitalize() for part in name.split("-")),
    }
    sources = {
        "pyproject.toml": "pyproject.toml",
        "README.md": "README.md",
        f"src/{module}/__init__.py": f"{kind}/plugin.py",
        f"tests/test_{module}.py": f"{kind}/tests.py",
    }
    return {path: _filled(source, values) for path, source in sources.items()}


def write(folder: Path, contents: Mapping[str, str]) -> None:
    """Write the files into a folder that must not exist yet; raises AlreadyThere."""
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise AlreadyThere(
            f"{folder} exists, and nothing in it is overwritten.",
            hint="Choose another name, or move the folder away.",
        ) from None
    for path, text in contents.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _filled(source: str, values: Mapping[str, str]) -> str:
    # The suffix keeps tools from taking a template for Python or for a project.
    text = (files(__name__) / f"{source}.txt").read_text("utf-8")
    return Template(text).substitute(values)

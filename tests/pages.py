"""What a page of the documentation tells a person to type."""

import re
from pathlib import Path

__all__ = ["typed"]

_DOCS = Path(__file__).resolve().parents[1] / "docs"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def typed(page: str, heading: str, language: str = "sh") -> list[str]:
    """Return the blocks of a language below a heading of a page, by default those of commands."""
    text = (_DOCS / page).read_text("utf-8")
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [text for found, text in _BLOCK.findall(section) if found == language]

"""The pages of docs/ that are written from the code."""

from collections.abc import Callable
from pathlib import Path

from aniworld_cli import document
from tools.docs import errors, events, hooks, plugins, rest, settings, websocket

__all__ = ["DOCS", "PAGES"]

DOCS = Path(__file__).resolve().parents[2] / "docs"

PAGES: dict[str, Callable[[], str]] = {
    "cli.md": document.page,
    "errors.md": errors.page,
    "events.md": events.page,
    "hooks.md": hooks.page,
    "plugins.md": plugins.page,
    "rest.md": rest.page,
    "settings.md": settings.page,
    "websocket.md": websocket.page,
}
"""Each generated page by its file name, and what writes it."""

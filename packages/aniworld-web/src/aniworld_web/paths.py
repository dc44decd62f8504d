"""Where the package keeps the files that it serves or renders."""

from pathlib import Path

__all__ = ["LOCALE", "STATIC", "TEMPLATES"]

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
TEMPLATES = _HERE / "templates"
LOCALE = _HERE / "locale"

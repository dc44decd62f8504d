"""Which packages of this repository are installed where the program is run for good."""

from pathlib import Path

from tools.deploy.description import NOTE

__all__ = ["text"]

_PACKAGES = Path(__file__).resolve().parents[2] / "packages"
_PLAY = {"aniworld-demo"}
"""Replicas of sites are for trying the program out."""

_EXTRAS = {"stores-sql": "[mariadb,postgresql]"}
"""What a package is asked to bring beside: the drivers of both servers."""

_HEAD = f"""\
# {NOTE}
# From the root of the repository: pip install -r deploy/requirements.txt
-c ../constraints.txt
"""


def text() -> str:
    """Return the requirements: copies of the packages, not links to the checkout, at the pinned versions."""
    found = {path.parent.name for path in _PACKAGES.glob("*/pyproject.toml")}
    return _HEAD + "".join(
        f"./packages/{name}{_EXTRAS.get(name, '')}\n" for name in sorted(found - _PLAY)
    )

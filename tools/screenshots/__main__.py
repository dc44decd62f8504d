"""Makes the pictures; `nox -s screenshots` runs this."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from aniworld_demo.replica import Replica
from aniworld_demo.sample import write_sample
from aniworld_demo.story.stage import plugins
from tools.browser.chromium import chromium
from tools.browser.furnishing import furnish, let_download
from tools.browser.house import replica_settings, served
from tools.screenshots.taking import every_page, first_steps, for_the_readme

_REPOSITORY = Path(__file__).resolve().parents[2]
_PACE = 9_000
"""Bytes a second of a download: slow enough to be looked at."""


def main(arguments: list[str]) -> int:
    """Make all pictures below build/screenshots, or those of the README below docs/images."""
    with (
        TemporaryDirectory(prefix="aniworld-screenshots-") as name,
        Replica(rate_limited=0) as replica,
    ):
        directory = Path(name)
        write_sample(directory / "library")
        settings = replica_settings(replica.base_urls)
        with chromium() as browser:
            if arguments != ["--readme"]:
                with served(directory / "new", settings, plugins=plugins()) as house:
                    first_steps(browser, house, _REPOSITORY / "build" / "screenshots")
            old = {"library": str(directory / "library"), **settings}
            with served(directory, old, plugins=plugins()) as house:
                furnish(house)
                let_download(house, pace=_PACE)
                if arguments == ["--readme"]:
                    for_the_readme(browser, house, _REPOSITORY / "docs" / "images")
                else:
                    every_page(browser, house, _REPOSITORY / "build" / "screenshots")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

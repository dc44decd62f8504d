"""Writes the generated pages; `python -m tools.docs --check` only says which are out of date."""

import sys

from tools.docs import DOCS, PAGES

__all__ = ["main"]


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them; returns the exit code."""
    stale = [
        name
        for name, page in PAGES.items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text("utf-8") != page()
    ]
    if arguments == ["--check"]:
        for name in stale:
            print(f"docs/{name} is out of date; run: python -m tools.docs")
        return 1 if stale else 0
    for name in stale:
        (DOCS / name).write_text(PAGES[name](), "utf-8")
        print(f"docs/{name} written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

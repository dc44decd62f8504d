"""Writes the generated pages; `python -m tools.docs --check` only says which are out of date."""

import sys

from tools.docs import DOCS, PAGES
from tools.generated import keep

if __name__ == "__main__":
    raise SystemExit(keep(DOCS, PAGES, "tools.docs", sys.argv[1:]))

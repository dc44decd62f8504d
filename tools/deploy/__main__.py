"""Writes the files of deploy/; `python -m tools.deploy --check` only says which are out of date."""

import sys

from tools.deploy import DEPLOY, FILES
from tools.generated import keep

if __name__ == "__main__":
    raise SystemExit(keep(DEPLOY, FILES, "tools.deploy", sys.argv[1:]))

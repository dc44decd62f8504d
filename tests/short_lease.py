"""The command line with leases of seconds where they have minutes: ``python -m tests.short_lease``."""

from datetime import timedelta

from aniworld_cli.main import main
from aniworld_core.services.downloads import crew, term

if __name__ == "__main__":
    for module in (crew, term):
        setattr(module, "LEASE", timedelta(seconds=8))  # noqa: B010 - no module exports it for this
    main()

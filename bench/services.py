"""Whether the servers are there that some benchmarks need."""

import os

__all__ = ["there"]


def there(name: str, *, answers: bool) -> bool:
    """Return `answers`; where a server does not, say so, or fail if ANIWORLD_REQUIRE_SERVICES is set."""
    if not answers:
        told = f"{name} does not answer or has no driver"
        if os.environ.get("ANIWORLD_REQUIRE_SERVICES"):
            raise RuntimeError(f"{told}, but ANIWORLD_REQUIRE_SERVICES is set")
        print(f"{told}: not measured", flush=True)
    return answers

"""Episode titles and the tags in them."""

import re

from aniworld_scraping import clean

__all__ = ["untagged"]

_TAG = re.compile(r"\[\s*(?:Episode\s*([0-9]{1,5})|OVA|ONA|Movie|Film|Special)\s*\]", re.IGNORECASE)


def untagged(text: str) -> tuple[str, int | None]:
    """Return a title without its tags, and the absolute number that ``[Episode 066]`` states.

    The tags ``[OVA]``, ``[Movie]``, ``[Special]`` and the like repeat what season 0 says already.
    """
    text = clean(text)
    if "[" not in text:
        return text, None
    parts = _TAG.split(text)  # texts and the tags' numbers take turns
    absolute = next((int(number) for number in parts[1::2] if number), None)
    return " ".join(" ".join(parts[::2]).split()), absolute

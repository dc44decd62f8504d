"""Episode titles and the tags in them."""

import re

from aniworld_scraping import clean

__all__ = ["untagged"]

_TAG = re.compile(
    r"\[\s*(?:Episode\s*(?P<number>[0-9]{1,5})|OVA|ONA|Movie|Film|Special)\s*\]", re.IGNORECASE
)


def untagged(text: str) -> tuple[str, int | None]:
    """Return a title without its tags, and the absolute number that ``[Episode 066]`` states.

    The tags ``[OVA]``, ``[Movie]``, ``[Special]`` and the like repeat what season 0 says already.
    """
    text = clean(text)
    if "[" not in text:
        return text, None
    numbers = (match["number"] for match in _TAG.finditer(text))
    absolute = next((int(number) for number in numbers if number), None)
    return " ".join(_TAG.sub(" ", text).split()), absolute

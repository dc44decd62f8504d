"""The page that stands where a redirect could: a script leads the whole window on."""

import json

from aniworld_demo.answers import Answer

__all__ = ["stub_page"]


def stub_page(address: str) -> Answer:
    """Return a page that only leads to ``address``."""
    body = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Weiterleitung</title></head>
<body><script>
 window.top.location.href = {json.dumps(address)};
</script></body></html>
"""
    return Answer(body=body.encode(), headers={"Cache-Control": "no-cache, private"})

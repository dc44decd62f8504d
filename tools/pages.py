"""Pages of the web application as tests read them."""

import httpx
from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["page", "texts"]


def page(client: httpx.Client, address: str) -> LexborHTMLParser:
    """Return a page that has to be there."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text  # noqa: S101 - only tests use it
    return LexborHTMLParser(answer.text)


def texts(tree: LexborHTMLParser | LexborNode, selector: str) -> list[str]:
    """Return the texts that a selector finds, with single blanks."""
    return [" ".join(node.text().split()) for node in tree.css(selector)]

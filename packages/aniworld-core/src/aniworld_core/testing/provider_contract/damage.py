"""Broken pages: the right answer or a ProviderError, never a crash and never less than there is."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import pytest

from aniworld_core.errors import ProviderError
from aniworld_core.plugins.checking import hit_faults, link_faults, series_faults
from aniworld_core.ports import Provider
from aniworld_core.testing.provider_contract.case import (
    ProviderCase,
    expect_none,
    lists,
    unless_refused,
)

__all__ = ["DamageContract"]

_KILOBYTE = 1024
_CUTS = 64
"""Places at which a page is cut, at least; each kilobyte when it has more of them."""
_HUGE = 50 * 1024**2

_DAMAGES: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {
        "nothing at all": lambda _: b"",
        "null": lambda _: b"null",
        "an empty list": lambda _: b"[]",
        "an empty object": lambda _: b"{}",
        "a list of numbers": lambda _: b"[7, 7]",
        "wrong nesting": lambda body: body.replace(b"</", b"<").replace(b"}", b"]"),
        "tags that never end": lambda body: body.replace(b">", b""),
        "two encodings in one page": lambda body: (
            body[: len(body) // 2] + "Ärger".encode("latin-1") + body[len(body) // 2 :]
        ),
        "another encoding": lambda body: body.decode("utf-8", "replace").encode("utf-16"),
        "bytes that are no text": lambda body: bytes(range(256)) * 4 + body,
        "NUL between the letters": lambda body: body.replace(b" ", b"\x00"),
        "NUL at the end": lambda body: body + b"\x00" * 99,
        "a thousand levels": lambda _: b"<div>" * 9_999 + b"[" * 9_999,
        "numbers where words were": lambda body: body.replace(b'"', b"7"),
        "50 MB": lambda body: body + b" " * (_HUGE - len(body)) + b"<p>",
    }
)


class DamageContract(ProviderCase):
    """Each test needs a site that tells its ``contents`` and can ``serve`` others."""

    def test_a_page_that_is_cut_gives_everything_or_an_error(self, provider: Provider) -> None:
        """An answer that lacks what the rest of the page had looks as if the site had removed it."""
        contents = self._all_contents()
        calls = [*self._questions(provider), *lists(provider)]
        whole = [call() for call in calls]
        for name, body in contents.items():
            for end in _ends(len(body)):
                self.serve(name, body[:end])
                for call, everything in zip(calls, whole, strict=True):
                    try:
                        answer = call()
                    except ProviderError:
                        continue
                    assert answer == everything, f"{name}, cut after {end} bytes"
            self.serve(name, body)

    @pytest.mark.parametrize("damage", _DAMAGES)
    def test_a_damaged_page_is_no_crash(self, provider: Provider, damage: str) -> None:
        """What is answered all the same can be shown and stored."""
        for name, body in self._all_contents().items():
            self.serve(name, _DAMAGES[damage](body))
            expect_none(self._faults(provider))
            self.serve(name, body)

    def _faults(self, provider: Provider) -> Iterator[str]:
        search, series, links = map(unless_refused, self._questions(provider))
        yield from hit_faults(provider.name, search) if search is not None else ()
        yield from series_faults(provider.name, self.ref, series) if series is not None else ()
        yield from link_faults(links) if links is not None else ()
        for call in lists(provider):
            unless_refused(call)

    def _all_contents(self) -> Mapping[str, bytes]:
        contents = dict(self.contents())
        if not contents:
            pytest.skip("the site's pages are not known: the test class has no contents()")
        return contents


def _ends(length: int) -> list[int]:
    """Return where to cut: at every kilobyte, and at no fewer places than can be done quickly."""
    return sorted({*range(0, length, _KILOBYTE), *range(0, length, max(1, length // _CUTS))})

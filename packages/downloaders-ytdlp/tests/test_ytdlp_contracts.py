"""The plugin's resolver and downloader keep the contracts of the core."""

from pathlib import Path

import pytest

from aniworld_core.ports import Downloader, Resolver
from aniworld_core.testing import DownloaderContract, ResolverContract
from aniworld_downloaders_ytdlp.downloader import YtdlpDownloader
from aniworld_downloaders_ytdlp.resolver import YtdlpResolver


class TestYtdlpResolver(ResolverContract):
    @pytest.fixture(autouse=True)
    def _resolver(self, resolver: YtdlpResolver) -> None:
        self._made = resolver

    def resolver(self) -> Resolver:
        return self._made

    def readable_page(self) -> str:
        address = self.hoster.url("/hls/master.m3u8?t=abc&e=43200")
        return f"""<!DOCTYPE html><html><head><title>Sky Harbour S01E01 German</title></head><body>
            <script>jwplayer("vplayer").setup({{
            sources: [{{file:"{address}"}}], image: "/i.jpg", width: "100%", duration: "6.0"
            }});</script></body></html>"""

    def hidden_page(self) -> str:
        return """<!DOCTYPE html><html><head><title>Redirecting...</title></head><body>
            <script>window.location.href = '/e/other';</script></body></html>"""

    def deleted_page(self) -> str:
        return """<!DOCTYPE html><html><head><title>Player</title></head><body>
            <div class="alert">No such file=abc123</div></body></html>"""


class TestYtdlpDownloader(DownloaderContract):
    @pytest.fixture(autouse=True)
    def _downloader(self, downloader: YtdlpDownloader, film: Path) -> None:
        self._made = downloader
        self._film = film / "film.mp4"

    def downloader(self) -> Downloader:
        return self._made

    def video(self) -> bytes:
        return self._film.read_bytes()

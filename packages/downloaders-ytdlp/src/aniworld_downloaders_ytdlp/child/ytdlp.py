"""Every name of yt-dlp that this package uses: the place to look at when yt-dlp changes.

yt-dlp has no type hints that mypy reads, so what comes from here is Any.
"""

from yt_dlp import YoutubeDL  # type: ignore[import-untyped]
from yt_dlp.extractor import gen_extractor_classes  # type: ignore[import-untyped]
from yt_dlp.extractor.common import InfoExtractor  # type: ignore[import-untyped]
from yt_dlp.extractor.generic import GenericIE  # type: ignore[import-untyped]
from yt_dlp.extractor.genericembeds import HTML5MediaEmbedIE  # type: ignore[import-untyped]
from yt_dlp.globals import plugin_ies  # type: ignore[import-untyped]
from yt_dlp.networking import Request  # type: ignore[import-untyped]
from yt_dlp.networking._urllib import (  # type: ignore[import-untyped]
    UrllibResponseAdapter,
    UrllibRH,
    handle_response_read_exceptions,
)
from yt_dlp.networking.exceptions import (  # type: ignore[import-untyped]
    CertificateVerifyError,
    HTTPError,
    IncompleteRead,
    RequestError,
    TransportError,
)
from yt_dlp.utils import (  # type: ignore[import-untyped]
    ContentTooShortError,
    DownloadError,
    GeoRestrictedError,
    UnsupportedError,
    determine_ext,
    determine_protocol,
    js_to_json,
    parse_duration,
)

__all__ = [
    "CertificateVerifyError",
    "ContentTooShortError",
    "DownloadError",
    "GenericIE",
    "GeoRestrictedError",
    "HTML5MediaEmbedIE",
    "HTTPError",
    "IncompleteRead",
    "InfoExtractor",
    "Request",
    "RequestError",
    "TransportError",
    "UnsupportedError",
    "UrllibRH",
    "UrllibResponseAdapter",
    "YoutubeDL",
    "determine_ext",
    "determine_protocol",
    "gen_extractor_classes",
    "handle_response_read_exceptions",
    "js_to_json",
    "parse_duration",
    "plugin_ies",
]

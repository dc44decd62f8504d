"""What stands before every request: pure ASGI, and only what each of them needs."""

from starlette.middleware import Middleware

from aniworld_web.config import WebConfig
from aniworld_web.middleware.body_limit import BodyLimit
from aniworld_web.middleware.cross_site import CrossSite
from aniworld_web.middleware.hosts import Hosts
from aniworld_web.middleware.security_headers import SecurityHeaders

__all__ = ["middleware"]


def middleware(config: WebConfig) -> list[Middleware]:
    """Return what stands before the application, the outermost first."""
    return [
        Middleware(SecurityHeaders),
        Middleware(Hosts, allowed=config.allowed_hosts),
        Middleware(CrossSite),
        Middleware(BodyLimit),
    ]

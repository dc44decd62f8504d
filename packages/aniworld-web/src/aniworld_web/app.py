"""Puts the web application together: one Starlette application over an open library."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute, Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles

from aniworld_core.config import Config
from aniworld_core.library import Library
from aniworld_core.ports import CountsHits
from aniworld_core.running import Runner, Schedule
from aniworld_core.services.settings import Settings
from aniworld_web.auth.access import Access
from aniworld_web.auth.feed import FeedToken
from aniworld_web.config import WebConfig
from aniworld_web.failures import handlers
from aniworld_web.live.hub import Hub
from aniworld_web.live.socket import Socket
from aniworld_web.logs import LogTail
from aniworld_web.metrics import Meters
from aniworld_web.middleware import middleware
from aniworld_web.pages.routes import page_routes
from aniworld_web.paths import STATIC
from aniworld_web.proposals import Proposals
from aniworld_web.ready import ReadyAnswers
from aniworld_web.refreshing import refresh, scan
from aniworld_web.reload import hide_secrets
from aniworld_web.rest.routes import rest_routes
from aniworld_web.running.duty import Duty
from aniworld_web.running.jobs import Jobs
from aniworld_web.running.speeds import Speeds
from aniworld_web.site import Site

__all__ = ["create_app"]


def create_app(
    library: Library,
    *,
    settings: Settings | None = None,
    load: Callable[[], Config] | None = None,
    config: WebConfig | None = None,
    workers: bool = True,
) -> Starlette:
    """Return the web application of an open library; it can be mounted below any path.

    Without ``settings`` the library's configuration can be seen, but not changed; after a change ``load``
    reads it again (default: from the settings' file and the environment). ``config`` stands for the
    section ``[plugins.web]``. Without ``workers`` it downloads nothing and does nothing that is
    scheduled. The thread that works the queue off, and everything else that runs, begins and ends with the
    application's lifespan, so an application that mounts it has to pass the lifespan on
    (``app.state.lifespan``). The library is the caller's to close. Raises InvalidConfig for a wrong section.
    """
    config = config or library.config.plugin("web", WebConfig)
    hub = Hub(
        library=lambda: site.library,
        running=lambda: site.runner.state.running,
        counts=lambda caller: site.access.counts(caller),  # noqa: PLW0108 - made below
    )
    jobs, ready = Jobs(), ReadyAnswers()
    runner = Runner(lambda: site.library)
    site: Site = Site(
        library=library,
        settings=settings,
        load=load,
        config=config,
        access=_access(library, config),
        feed=FeedToken(library.config.data),
        hub=hub,
        runner=runner,
        duty=Duty(runner, _schedule(lambda: site), works=workers),
        jobs=jobs,
        proposals=Proposals(library=lambda: site.library, jobs=jobs),
        logs=LogTail(),
        ready=ready,
        speeds=Speeds(),
        meters=Meters(lambda: site.library),
    )
    hide_secrets(site)
    return _application(site, workers=workers)


def _access(library: Library, config: WebConfig) -> Access:
    relay = library.relay
    counts = relay if isinstance(relay, CountsHits) else None
    return Access(store=library.store, hours=config.session_hours, counts=counts)


def _application(site: Site, *, workers: bool) -> Starlette:
    lifespan = _lifespan(site, workers=workers)
    app = Starlette(
        routes=_routes(site),
        middleware=middleware(site.config),
        exception_handlers=handlers(),
        lifespan=lifespan,
    )
    app.state.site = site
    app.state.lifespan = lifespan
    return app


def _schedule(site: Callable[[], Site]) -> Schedule:
    return Schedule(
        lambda: site().library,
        refresh=lambda check: refresh(site(), check),
        scan=lambda check: scan(site(), check),
    )


def _routes(site: Site) -> Sequence[BaseRoute]:
    return [
        *rest_routes(site),
        WebSocketRoute("/ws/connect", Socket(hub=site.hub, access=site.access)),
        Mount("/static", StaticFiles(directory=STATIC)),
        *page_routes(site),
    ]


def _lifespan(
    site: Site, *, workers: bool
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def run(_: Starlette) -> AsyncIterator[None]:
        emit = site.library.emit
        site.hub.open()
        site.logs.attach()
        for sink in site.sinks:
            emit.add(sink)
        relay = site.library.relay
        ends = [await run_in_threadpool(relay.subscribe, sink) for sink in site.ears]
        await run_in_threadpool(_begin, site, workers=workers)
        try:
            yield
        finally:
            for end in ends:
                end()
            await asyncio.gather(
                run_in_threadpool(site.duty.close), run_in_threadpool(site.jobs.close)
            )
            for sink in site.sinks:
                site.library.emit.remove(sink)
            await site.hub.close()
            site.logs.detach()

    return run


def _begin(site: Site, *, workers: bool) -> None:
    site.duty.open(
        site.library.workers,
        lambda: site.library.config.downloads.workers,
        download=workers and site.config.download,
    )

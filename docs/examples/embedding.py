"""The web application below a path of another program's own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from aniworld_core.config import load
from aniworld_core.library import Library
from aniworld_web import create_app


async def home(_: Request) -> PlainTextResponse:
    """Answer for the program that the library is a part of."""
    return PlainTextResponse("Everything at home; the series are below /anime.")


def application(library: Library) -> Starlette:
    """Return a program of one's own, with the library below /anime."""
    anime = create_app(library)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        # Without this the queue would not be worked off, and nobody hear what happens.
        async with anime.state.lifespan(app):
            yield

    return Starlette(routes=[Route("/", home), Mount("/anime", anime)], lifespan=lifespan)


if __name__ == "__main__":
    with Library.open(load()) as own_library:
        uvicorn.run(application(own_library), port=8080)

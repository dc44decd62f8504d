"""The Dockerfile: one image for both processes, whose files nobody in it can change."""

import json

from tools.deploy.description import (
    CONTAINER,
    HEALTH,
    NOTE,
    PORT,
    STOP_SIGNAL,
    USER_NUMBER,
    settings,
)
from tools.deploy.images import PYTHON, TITLE, VERSION

__all__ = ["ignored", "probe", "text"]

_DOCKERFILE = """\
# {note}
# From the root of the repository: docker build --file deploy/Dockerfile --tag {title}:{version} .
FROM {python} AS build
WORKDIR /source
COPY constraints.txt ./
COPY deploy/requirements.txt deploy/
COPY packages packages
# npm, which brings what the pages need, comes as a Python package where it is missing.
RUN python -m venv {venv} \\
    && {bin}/pip install --no-cache-dir --disable-pip-version-check -r deploy/requirements.txt

FROM {python}
LABEL org.opencontainers.image.title="{title}" \\
      org.opencontainers.image.version="{version}" \\
      org.opencontainers.image.licenses="MIT"
RUN apt-get update \\
    && apt-get install --yes --no-install-recommends ffmpeg \\
    && rm -rf /var/lib/apt/lists/*
# Whichever user the container gets may begin a new volume for {data}; no other user is in there.
RUN install --directory {library} && install --directory --mode=1777 {data}
COPY --from=build {venv} {venv}
ENV {environment}
USER {user}
WORKDIR {data}
EXPOSE {port}
STOPSIGNAL {signal}
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \\
    CMD {probe}
ENTRYPOINT {entry}
CMD ["serve"]
"""

_PROBE = (
    "import http.client as h; c = h.HTTPConnection('127.0.0.1', {port}, timeout=4); "
    "c.request('GET', '{health}'); raise SystemExit(c.getresponse().status != 200)"
)

_IGNORED = f"""\
# {NOTE}
*
!constraints.txt
!deploy/requirements.txt
!packages
**/__pycache__
**/*.egg-info
packages/*/tests
packages/*/dist
packages/*/build
"""


def text() -> str:
    """Return the Dockerfile."""
    venv = CONTAINER.bin.rpartition("/")[0]
    variables = {
        "PATH": f"{CONTAINER.bin}:/usr/local/bin:/usr/bin:/bin",
        "HOME": CONTAINER.data,
        **settings(CONTAINER),
        # Loopback inside of a container is reached by nobody; compose publishes it on the host's.
        "ANIWORLD_PLUGINS__WEB__HOST": "0.0.0.0",  # noqa: S104 - see above
        "ANIWORLD_PLUGINS__WEB__PORT": str(PORT),
    }
    return _DOCKERFILE.format(
        note=NOTE,
        title=TITLE,
        version=VERSION,
        python=PYTHON,
        venv=venv,
        bin=CONTAINER.bin,
        data=CONTAINER.data,
        library=CONTAINER.library,
        environment=" \\\n    ".join(f"{name}={value}" for name, value in variables.items()),
        user=USER_NUMBER,
        port=PORT,
        signal=STOP_SIGNAL,
        probe=json.dumps(probe()),
        entry=json.dumps([CONTAINER.program]),
    )


def probe() -> list[str]:
    """Return the command that tells by its exit code whether the web application answers."""
    return [f"{CONTAINER.bin}/python", "-c", _PROBE.format(port=PORT, health=HEALTH)]


def ignored() -> str:
    """Return what of the repository the builder is not given: all but the sources."""
    return _IGNORED

"""Which images are built upon: the versions that the tests run with."""

__all__ = ["POSTGRESQL", "PYTHON", "REDIS", "TITLE", "VERSION"]

from aniworld_core import __version__

PYTHON = "python:3.11-slim-bookworm"
POSTGRESQL = "postgres:15-bookworm"
REDIS = "redis:7-bookworm"

TITLE = "aniworld-library"
VERSION = __version__

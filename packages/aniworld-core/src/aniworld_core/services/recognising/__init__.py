"""Recognising: whether the library folder is the one that the store is about."""

from aniworld_core.services.recognising.service import Recognising

__all__ = ["Recognising"]

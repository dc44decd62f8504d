"""Scheduled work: of all processes on a store one does it, and none before its time."""

from aniworld_core.services.leading.service import Check, Leading, Work

__all__ = ["Check", "Leading", "Work"]

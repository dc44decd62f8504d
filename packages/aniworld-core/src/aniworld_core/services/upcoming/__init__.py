"""Upcoming: which episodes the sites have just got, and which they expect."""

from aniworld_core.services.upcoming.results import ReleasesRead, Upcoming
from aniworld_core.services.upcoming.service import UpcomingEpisodes

__all__ = ["ReleasesRead", "Upcoming", "UpcomingEpisodes"]

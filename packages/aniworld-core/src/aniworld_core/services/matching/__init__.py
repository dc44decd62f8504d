"""Bringing an existing library in: proposals for folders without a series, and decisions about them."""

from aniworld_core.services.matching.results import (
    Accepted,
    Candidate,
    Proposal,
    Refused,
    Verdict,
    Why,
)
from aniworld_core.services.matching.service import Matching

__all__ = ["Accepted", "Candidate", "Matching", "Proposal", "Refused", "Verdict", "Why"]

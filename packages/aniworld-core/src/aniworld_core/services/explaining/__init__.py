"""Says in sentences why an episode is there or not, what was tried, and what happens next."""

from aniworld_core.services.explaining.hindering import Hindering
from aniworld_core.services.explaining.sentences import Explanation, Kind, Part, Sentence
from aniworld_core.services.explaining.service import Explaining

__all__ = ["Explaining", "Explanation", "Hindering", "Kind", "Part", "Sentence"]

"""The scanner: what the disk holds, and which series it belongs to."""

from aniworld_core.services.scanner.results import Ambiguous, FolderProblem, ScanResult
from aniworld_core.services.scanner.service import Scanner

__all__ = ["Ambiguous", "FolderProblem", "ScanResult", "Scanner"]

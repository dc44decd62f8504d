"""The story of ``aniw demo``: a library is understood and completed, act by act."""

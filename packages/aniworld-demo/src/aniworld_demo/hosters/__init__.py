"""The replica's hosters, one kind a module."""

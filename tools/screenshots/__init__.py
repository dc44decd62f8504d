"""Pictures of every page: `python -m tools.screenshots`, or `--readme` for the two of the README."""

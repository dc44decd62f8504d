"""Lets `python -m aniworld_cli` stand for `aniw`."""

from aniworld_cli.main import main

if __name__ == "__main__":
    main()

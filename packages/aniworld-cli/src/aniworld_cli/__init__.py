"""The command line `aniw`: searches, scans, lists what is missing and downloads it."""

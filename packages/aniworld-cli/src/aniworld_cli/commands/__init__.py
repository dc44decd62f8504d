"""The commands of ``aniw``, one file each, imported when they are used."""

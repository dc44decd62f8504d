"""``aniw queue``: the download queue, one file a command."""

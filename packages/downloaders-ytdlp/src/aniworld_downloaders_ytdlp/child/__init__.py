"""The child process: the only place where yt-dlp is loaded."""

"""The system's pages: whether all is well, what the program is made of, its log, and old data."""

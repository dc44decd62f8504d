"""The queue's pages: how it stands, and what is done with all of it or one item."""

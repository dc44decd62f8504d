"""The replica's pages, in the structure of the site's old layout."""

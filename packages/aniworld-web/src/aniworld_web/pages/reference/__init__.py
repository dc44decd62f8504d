"""The reference of the REST interface as a page, made from the same document that programs read."""

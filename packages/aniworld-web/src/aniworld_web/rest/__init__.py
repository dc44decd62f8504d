"""The REST interface: a table of operations, the classes they take and give, and their handlers."""

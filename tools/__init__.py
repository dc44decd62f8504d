"""What maintainers run in this repository; nothing here is shipped."""

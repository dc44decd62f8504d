"""What the library does, one service a task; none knows another."""

"""What happens, told at once to everybody who listens: the WebSocket."""

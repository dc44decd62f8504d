"""What happens, told to browsers and scripts while it happens: the WebSocket ``/ws/connect``."""

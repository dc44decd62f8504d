"""The soak: downloads under random kills, hostile hosters and full disks, until everything is judged."""

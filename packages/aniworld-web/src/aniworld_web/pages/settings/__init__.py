"""The settings' pages: the form made of what core and plugins declare, backups, and who is let in."""

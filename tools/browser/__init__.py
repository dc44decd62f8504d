"""The web application in a real browser: what the browser tests and the screenshots stand on."""

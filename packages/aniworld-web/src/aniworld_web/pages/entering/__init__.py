"""The pages by which one comes in: signing in, and the three steps of the first run."""

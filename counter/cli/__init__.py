"""The headless face: each command calls the same desk verb as the screen it is the twin of."""

"""The headless face: what a screen does too is done by the same desk verb."""

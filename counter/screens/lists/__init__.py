"""F11: the work lists, and the page of one application."""

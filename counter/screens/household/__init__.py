"""People taken in together: those under way, what they share, one line per person."""

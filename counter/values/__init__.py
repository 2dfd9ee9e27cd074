"""Small values that carry their own rules: numbers, names, codes, permits, serials. Pure."""

"""Small values that carry their own rules: numbers, names, codes, money. Pure."""

"""How anyone can know that a sheet is ours: keys, certificates of a city root, signed lists. Nothing here reads the store."""

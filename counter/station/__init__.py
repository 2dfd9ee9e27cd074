"""What one station is made of: its folder, its keys, its printers, its first people; ``counter.build`` puts them together."""

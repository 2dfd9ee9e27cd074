"""What the screens are painted with: cells, ink, one board, one live field."""

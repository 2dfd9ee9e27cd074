"""Measured claims: each a ratio to a floor or a peer in the same run. ``make bench`` runs them all."""

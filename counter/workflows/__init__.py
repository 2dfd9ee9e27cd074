"""What may happen next: states, acts and the tables between them. Pure."""

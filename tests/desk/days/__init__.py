"""What random clerks do with random citizens, as rules of a state machine, a room each; what must hold stands in ``holds``."""

"""The journey of an intake: one page, one face per stage."""

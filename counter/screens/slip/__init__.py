"""The journey of a confirmation slip: one page, one face per step."""

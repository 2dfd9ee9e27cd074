"""What is kept: the journal first, then the tables it feeds, in one encrypted file."""

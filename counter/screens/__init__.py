"""The pages of the counter: each shows views and calls desk verbs, and knows no rule."""

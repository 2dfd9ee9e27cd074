"""Counter: the terminal of a household-registration counter (户籍窗口)."""

__version__ = "0.1.0"

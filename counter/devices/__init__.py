"""Devices behind small faces: what a printer can do, the folder printer, a recording one for tests."""

"""Handing over: from the scanned receipt to the recipient's signature."""

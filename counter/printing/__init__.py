"""Paper: plain data in, PDF bytes or terminal lines out; knows forms, fonts, seals and codes, never the store."""

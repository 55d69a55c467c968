"""The deeds: one function for each effect."""

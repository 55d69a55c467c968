"""What does the approval log of a stranger say? Files, columns, dates."""

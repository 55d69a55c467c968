"""The rules of the workflow: pure functions over values."""

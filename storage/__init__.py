"""The memory: what happened, kept in transactions."""

"""The embedded drafter: from a campaign to the complete written content of its brief."""

"""A local workspace that behaves as Slack does, for the demo and for every test."""

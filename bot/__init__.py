"""The edge: Slack, Word, the model, the clock, the environment, the command line."""

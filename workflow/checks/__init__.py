"""The verification points: pure rules over a campaign's inputs and its draft; the entry is `workflow.checks.run`."""

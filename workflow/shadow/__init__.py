"""How does the agent's brief compare with a person's, judged blind? Trials, their pairs and their figures."""

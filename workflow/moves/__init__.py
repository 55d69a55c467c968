"""What may each kind of actor do to a brief? The rules behind `workflow.lifecycle`."""

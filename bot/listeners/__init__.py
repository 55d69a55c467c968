"""The gestures: one file each, parse, submit, answer."""

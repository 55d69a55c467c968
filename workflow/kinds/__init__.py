"""Workflows beside the campaign brief's, each of them data and a small module; `docs/workflows.md` tells how."""

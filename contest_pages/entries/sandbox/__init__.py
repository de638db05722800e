"""Scripts that read untrusted files: each runs alone with `python -I` and imports nothing of the project."""

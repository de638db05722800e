"""Scripts that touch hostile files: each runs alone with `python -I` and imports nothing of the project."""

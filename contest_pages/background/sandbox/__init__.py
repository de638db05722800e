"""Scripts that read untrusted files: each runs alone with `python -I`, within limits, and imports nothing of the project.

`runner` starts them; `harness` is what they import.
"""

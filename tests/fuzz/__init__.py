"""Fuzzing of the probe with damaged and malicious files."""

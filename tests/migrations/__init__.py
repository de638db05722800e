"""Migrations since the first release: forward-compatible, and each tested from the state before it."""

"""Standings: rankings and awards, shared by all kinds of rounds."""

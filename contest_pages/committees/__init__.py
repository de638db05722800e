"""Committees: who organises, judges and assists in a contest. May import contests and units."""

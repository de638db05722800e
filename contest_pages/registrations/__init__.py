"""Registrations: who takes part, with which consent. May import contests and units."""

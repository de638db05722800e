"""Changes of state of letters: claimed, sent, failed, freed."""

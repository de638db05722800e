"""Privacy: the notice, agreed wordings, retention, what is kept of a person. May import contests and units."""

"""Results: the results page and participation by unit. May import standings and below, and no kind of round."""

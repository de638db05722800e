"""Files: the private storage and spreadsheets."""

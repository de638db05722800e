"""Rules of letters: back-off, and what an error of a mail server means."""

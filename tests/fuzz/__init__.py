"""Files that nobody would make on purpose, or only somebody who means harm."""

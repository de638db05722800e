"""Views of contestants: their entries, uploads, media."""

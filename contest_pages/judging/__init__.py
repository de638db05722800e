"""Juries: panels, score sheets, jury rounds."""

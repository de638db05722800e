"""The results page."""

from .page import ContestResultsPage

__all__ = ["ContestResultsPage"]

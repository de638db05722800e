"""Mailings: messages of the organisers to chosen people."""

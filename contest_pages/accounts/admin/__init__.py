"""Screens of administrators: the record of sign-ins, the reset of a second factor."""

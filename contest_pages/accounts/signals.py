"""Signals of accounts."""

from django.dispatch import Signal

#: A link to a new password was asked for: `request`, `users` of the address, none if it is unknown.
reset_requested = Signal()

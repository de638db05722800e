"""Signals of rosters."""

from django.dispatch import Signal

# Inside the transaction. registration_pks: persons who were added, or whose contact was changed
persons_entered = Signal()
# Inside the transaction. reminder_pks: reminders that are to be sent
reminders_wanted = Signal()

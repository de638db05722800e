"""What happened to rosters, for whoever wants to know."""

from django.dispatch import Signal

# Inside the transaction. registration_pks: persons who were entered, or whose address was changed
persons_entered = Signal()
# Inside the transaction. reminder_pks: reminders that are to be sent
reminders_wanted = Signal()

"""What happened to rosters, for whoever wants to know."""

from django.dispatch import Signal

# After the commit. registration_pks: persons who were entered, or whose address was changed
persons_entered = Signal()
# After the commit. reminder_pks: reminders that are to be sent
reminders_wanted = Signal()

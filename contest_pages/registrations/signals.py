"""What happened here, for whoever wants to know. Sent after the commit."""

from django.dispatch import Signal

# registration_pk: the registration that was made, or found again when its form came twice
registration_made = Signal()

"""What happened here, for whoever wants to know."""

from django.dispatch import Signal

# Inside the transaction, if there is one. registration_pk: made just now, or found again when its form came twice
registration_made = Signal()
# After the commit. registration_pk, brings: what the page that held the form put into it, as the visitor sent it
registration_brings = Signal()
# After the commit. registration_pk: counts from now on
registration_confirmed = Signal()
# Inside the transaction, if there is one. registration_pk: its contact asks for the link once more
link_wanted = Signal()
# Inside the transaction. registration_pk: a new e-mail address waits for its confirmation
new_email_given = Signal()
# Inside the transaction. registration_pk: the organisers have cancelled it
registration_cancelled = Signal()
# Inside the transaction. request_pk: a request about personal data was answered
request_answered = Signal()
# Inside the transaction. registration, now: it counts no more; what it handed in counts no more either
registration_ends = Signal()
# Inside the transaction. registration, because: its personal data go; others' rows and files about it too
registration_erased = Signal()

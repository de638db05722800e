"""Signals of registrations."""

from django.dispatch import Signal

# After the commit. registration_pk, attached_token: the hidden field of the page that embeds the form, as submitted
attached_token_received = Signal()
# After the commit. registration_pk: active from now on
registration_confirmed = Signal()
# Inside the transaction. registration, now: the owner of an earlier contact did not ask for the change
contact_disputed = Signal()
# Inside the transaction. registration, now: the contestant has withdrawn it, or a consent
consent_withdrawn = Signal()
# Inside the transaction. registration: nobody has confirmed it, and it is deleted now
unconfirmed_dropped = Signal()
# Inside the transaction. registration, now: it has ended, and with it its entries and attempts
registration_ends = Signal()

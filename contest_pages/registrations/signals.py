"""Signals of registrations."""

from django.dispatch import Signal

# Inside the transaction, if there is one. registration_pk: created, or returned for the same form sent again
registration_made = Signal()
# After the commit. registration_pk, attached_token: the hidden field of the page that embeds the form, as submitted
attached_token_received = Signal()
# After the commit. registration_pk: active from now on
registration_confirmed = Signal()
# Inside the transaction, if there is one. registration_pk: its contact requests the link again; onward: the part of
# the address behind the contestant's own page to which it leads, empty for that page
link_wanted = Signal()
# Inside the transaction. registration_pk: new contacts wait for their confirmation
new_contacts_given = Signal()
# Inside the transaction. registration_pk: its contacts have changed, and the former ones are told
contacts_changed = Signal()
# Inside the transaction. registration, now: the owner of an earlier contact did not ask for the change
contact_disputed = Signal()
# Inside the transaction. registration_pk: the organisers have cancelled it
registration_cancelled = Signal()
# Inside the transaction. registration, now: the contestant has withdrawn it, or a consent
consent_withdrawn = Signal()
# Inside the transaction. registration, now: it has ended, and with it its entries and attempts
registration_ends = Signal()

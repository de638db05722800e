"""Signals of entries; sent after the commit unless noted."""

from django.dispatch import Signal

# job_pk: a job that a worker should do now
job_requested = Signal()

# entry, to, now: a locked entry gets another state; sent inside the transaction, before the entry is saved
entry_state_changed = Signal()

# entry, now: the contestant has changed what was handed in; sent inside the transaction
entry_revised = Signal()

# entry_pk: an entry that was handed in as an address
link_handed_in = Signal()

"""Signals of staff accounts, sent in the transaction of the change."""

from django.dispatch import Signal

#: change_pks: changes of one person that were carried out
groups_changed = Signal()
#: change_pks: new requests about one person
approval_wanted = Signal()
#: change_pk: the request that a second person refused
request_refused = Signal()
#: person_pk: a new account
account_created = Signal()
#: person_pk: an account whose password a superuser has set
password_set = Signal()

"""Signals of requests."""

from django.dispatch import Signal

# Inside the transaction. request_pk: a request about personal data was answered
request_answered = Signal()

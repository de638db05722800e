"""Accounts of staff: sign-in, second factors, sessions, and the record of both. Needs django-allauth."""

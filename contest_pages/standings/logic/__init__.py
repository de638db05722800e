"""Rules of ranking and of awards as plain functions."""

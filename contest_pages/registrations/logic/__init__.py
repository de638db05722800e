"""Rules of registration, as plain functions: values and `now` in, a value or a refusal out."""

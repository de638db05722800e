"""Rules of a quiz as plain functions: values and `now` in, answer or refusal out."""

"""The rules about personal data."""

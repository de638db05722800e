"""The screens of those who write and check questions."""

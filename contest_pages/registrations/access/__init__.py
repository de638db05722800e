"""Contestants' access to their own pages: personal links, the form that sends one, decorators, the embedded form."""

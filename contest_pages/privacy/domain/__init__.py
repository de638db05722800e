"""Changes of state of personal data: agreed wordings, retention."""

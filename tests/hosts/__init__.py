"""Sites that install the extension: the portal is one, this folder holds another."""

"""Another province's own kind of round: a spelling bee. It is one folder and one line of INSTALLED_APPS."""

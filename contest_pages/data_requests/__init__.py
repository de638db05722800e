"""Data requests: requests of contestants about their personal data, with the deadlines of the law. May import registrations."""

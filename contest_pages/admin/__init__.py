"""What the staff's screens share: lists of records, roles, refused deletions."""

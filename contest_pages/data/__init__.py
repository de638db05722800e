"""Values that can be checked or compared: keyed hashes, hash chains, rows inserted in bulk."""

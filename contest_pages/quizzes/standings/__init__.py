"""The sources of standings of quiz rounds, and of the sums over rounds."""

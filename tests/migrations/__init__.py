"""What a site that runs already keeps when it is brought up to date."""

"""A case file folder → pages on the loopback address."""

"""Training of the learned join of articles into stories."""

"""Training of the weights that tell a page's article from the rest of it."""

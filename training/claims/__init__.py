"""Claims of labelled stories, and how statements are joined by them."""

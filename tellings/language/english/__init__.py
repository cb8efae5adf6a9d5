"""Reading English: words, and what the small trained reader says of them."""

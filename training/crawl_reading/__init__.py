"""Training of crawl reading: which blocks of a page are body."""

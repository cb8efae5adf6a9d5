"""Claims → standing: actors, origins, stemma."""

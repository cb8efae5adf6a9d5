"""Article → marks: what stands in the text; one file per kind."""

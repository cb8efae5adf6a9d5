"""Path, URL → captures: one file per kind of source; limits, safety."""

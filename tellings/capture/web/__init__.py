"""URL → WARC: fetching with manners (robots.txt, pace) and without being led astray (addresses, sizes, redirects)."""

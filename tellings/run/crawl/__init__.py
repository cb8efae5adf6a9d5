"""Crawls: more articles than fit in memory, read in shards, grouped in windows of days, kept as Parquet."""

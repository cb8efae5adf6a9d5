"""Articles → families and stories: sketches, grouping."""

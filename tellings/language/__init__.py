"""Words: what any step may ask about them. Takes strings, gives tokens, stems, vectors and tables."""

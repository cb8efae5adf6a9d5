"""Statements of a story → claims: alignment, conflicts, updates."""

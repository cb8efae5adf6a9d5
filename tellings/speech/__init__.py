"""Marks → statements: who says it; quotes, attribution, stance, acts that open threads."""

"""Who says what, and who told them: case files out of many outlets' tellings of one event."""

__version__ = "0.1.0"

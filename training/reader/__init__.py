"""Training of the English reader."""

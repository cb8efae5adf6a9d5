"""Data of the English reader; tellings.language.english.reader reads it."""

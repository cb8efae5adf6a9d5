"""Data of the English sentence encoder; tellings.language.english.encoder reads it."""

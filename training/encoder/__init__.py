"""The English sentence encoder: released weights made small."""

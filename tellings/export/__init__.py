"""Case file → bytes: html, json."""

"""Capture → article: body, furniture, metadata candidates, republication notes."""

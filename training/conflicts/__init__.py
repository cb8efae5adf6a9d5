"""Weights of the conflicts of slots."""

"""What stays on disk: the output folder, written whole or not at all."""

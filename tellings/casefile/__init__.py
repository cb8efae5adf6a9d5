"""All of it → case file: assemble, verify."""

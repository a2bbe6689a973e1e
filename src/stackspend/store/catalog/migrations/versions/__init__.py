"""One module per step, named after what it changes."""

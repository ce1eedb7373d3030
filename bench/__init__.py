"""What the assistant is worth, in figures: `python -m bench`."""

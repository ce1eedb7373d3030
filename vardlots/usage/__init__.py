"""What the assistant is used for: counts of turns, and the questions that it could not answer well. Nobody is named."""

"""People behind the assistant: when they are there, who waits for them, and who has which conversation."""

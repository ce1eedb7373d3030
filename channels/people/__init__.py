"""People behind the assistant: a conversation that they have goes to them, and what they say goes to the patient."""

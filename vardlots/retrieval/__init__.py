"""Which FAQ entry answers a question, how sure that is, and why."""

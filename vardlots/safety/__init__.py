"""The safety net: it reads every message before anything else does, and knows a danger that nobody listed."""

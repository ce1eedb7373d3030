"""How well the right answer is found: `python -m bench.retrieval`."""

"""What a sentence says that another may contradict: how much, when, whom to call, and whether or not."""

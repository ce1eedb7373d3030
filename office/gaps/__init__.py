"""The gaps as they are worked out, and what an editor chooses to do about one."""

"""From a page of questions and answers, as a browser saved it, to drafts for a person to read."""

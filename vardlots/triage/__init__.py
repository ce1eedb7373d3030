"""Care navigation: from what somebody has to who can help. It diagnoses nothing; its rules are `kb/triage.yaml`."""

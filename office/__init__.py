"""The support team's office: a web page for staff, beside the assistant."""

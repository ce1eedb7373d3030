"""Text messages out: what is said when, an outbox that loses nothing, and the gateways that deliver.

Nothing about care stands in one: no kind of care, no clinician, no patient's name.
"""

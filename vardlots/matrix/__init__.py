"""Matrix without its network: an application service's registration, and which events have been answered."""

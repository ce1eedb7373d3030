"""The safety net's model: from written examples of alarms and of harmless messages to `models/safety/`."""

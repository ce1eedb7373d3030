"""The action server: thin rasa_sdk actions, one module a capability."""

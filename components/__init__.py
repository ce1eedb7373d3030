"""Rasa graph components: tokens, language, sentence features, intents, entities, and the importer."""

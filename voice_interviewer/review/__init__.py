"""One source of facts about a session, and where they are seen."""

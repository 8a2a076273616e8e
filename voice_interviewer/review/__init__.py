"""The facts about a session, gathered in one place, and everything that shows them."""

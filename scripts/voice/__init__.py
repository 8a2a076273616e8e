"""Renders the recorded voices: see render.py."""

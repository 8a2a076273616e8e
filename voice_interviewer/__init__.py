"""Rehearse a job interview aloud, alone and offline."""

__version__ = "1.0.0"

"""Rehearse a job interview aloud, alone and offline."""

__version__ = "0.1.0"

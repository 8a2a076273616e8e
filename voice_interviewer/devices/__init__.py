"""Devices and engines: the only room that imports sounddevice, pyttsx3 and faster_whisper, each only when needed."""

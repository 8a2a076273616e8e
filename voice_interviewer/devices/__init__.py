"""The laptop's edge: the only place that imports sounddevice, pyttsx3 and faster_whisper, each only when opened."""

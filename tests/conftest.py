"""What holds for all tests."""

from hypothesis import settings

# No test asserts the machine's speed: whatever it is busy with, the same examples pass.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
